package ai.interpretdl.functions.fullgrad;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.FullGrad;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** What the input and every bias add to the score, on one map. */
@ApplicationScoped
public class FullGradFunction implements ExplainFunction {
    private final Explainer explainer;

    FullGradFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code interpolation} (bilinear). */
    @Funq("full-grad")
    public Response fullGrad(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "full-grad";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT, Ability.PICTURE);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new FullGrad(asked.interpolation());
    }
}
