package ai.interpretdl.functions.inputxgradient;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The gradient times the input. */
@ApplicationScoped
public class InputXGradientFunction implements ExplainFunction {
    private final Explainer explainer;

    InputXGradientFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; it has no parameters of its own. */
    @Funq("input-x-gradient")
    public Response inputXGradient(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "input-x-gradient";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new InputXGradient();
    }
}
