package ai.interpretdl.functions.shapleysampling;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Hiding;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** Shapley values over sampled orders. */
@ApplicationScoped
public class ShapleySamplingFunction implements ExplainFunction {
    private final Explainer explainer;

    ShapleySamplingFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (25 orders), {@code segmentation}, {@code baseline} (a number), {@code baselines}; of texts {@code unit} (word) and {@code replacement} (mask), {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("shapley-sampling")
    public Response shapleySampling(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "shapley-sampling";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Hiding.shapleySampling(asked);
    }
}
