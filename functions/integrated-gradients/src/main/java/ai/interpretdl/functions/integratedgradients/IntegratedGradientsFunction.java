package ai.interpretdl.functions.integratedgradients;

import ai.interpretdl.functions.kit.Algorithms;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The gradient integrated along the line from a baseline. */
@ApplicationScoped
public class IntegratedGradientsFunction implements ExplainFunction {
    private final Explainer explainer;

    IntegratedGradientsFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code steps} (50), {@code quadrature} (gauss-legendre), {@code multiply_by_inputs} (true), {@code baseline} (a number), {@code baselines}, {@code tolerance} with {@code max_steps} (1600). */
    @Funq("integrated-gradients")
    public Response integratedGradients(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "integrated-gradients";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Algorithms.refined(asked);
    }
}
