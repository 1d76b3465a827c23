package ai.interpretdl.functions.guidedbackprop;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The gradient with rectifiers that pass only what is positive. */
@ApplicationScoped
public class GuidedBackpropFunction implements ExplainFunction {
    private final Explainer explainer;

    GuidedBackpropFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; it has no parameters of its own. */
    @Funq("guided-backprop")
    public Response guidedBackprop(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "guided-backprop";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new GuidedBackprop();
    }
}
