package ai.interpretdl.functions.saliency;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The gradient itself. */
@ApplicationScoped
public class SaliencyFunction implements ExplainFunction {
    private final Explainer explainer;

    SaliencyFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code absolute} (false). */
    @Funq("saliency")
    public Response saliency(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "saliency";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new Saliency(asked.parameters().flag("absolute", false));
    }
}
