package ai.interpretdl.functions.occlusion;

import ai.interpretdl.functions.kit.Algorithms;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** How much the score drops when a window of the input is hidden. */
@ApplicationScoped
public class OcclusionFunction implements ExplainFunction {
    private final Explainer explainer;

    OcclusionFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code window}, {@code strides} (lists without the batch axis), {@code overlap} (mean), {@code baseline} (a number), {@code baselines}; of texts {@code unit} (word) and {@code replacement} (mask). */
    @Funq("occlusion")
    public Response occlusion(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "occlusion";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Algorithms.occlusion(asked);
    }
}
