package ai.interpretdl.functions.smoothgrad;

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

/** The gradient averaged over noisy copies of the input. */
@ApplicationScoped
public class SmoothGradFunction implements ExplainFunction {
    private final Explainer explainer;

    SmoothGradFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (50), {@code sigma} or {@code noise_level} (0.1), {@code statistic} (mean), {@code inner} (saliency) with its parameters and {@code inner_samples}, {@code inner_sigma}, {@code inner_noise_level}, {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("smooth-grad")
    public Response smoothGrad(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "smooth-grad";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Algorithms.smoothGrad(asked);
    }
}
