package ai.interpretdl.functions.featureablation;

import ai.interpretdl.functions.kit.Algorithms;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** How much the score drops without each feature. */
@ApplicationScoped
public class FeatureAblationFunction implements ExplainFunction {
    private final Explainer explainer;

    FeatureAblationFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code segmentation}, {@code baseline} (a number), {@code baselines}; of texts {@code unit} (word) and {@code replacement} (mask). */
    @Funq("feature-ablation")
    public Response featureAblation(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "feature-ablation";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Algorithms.featureAblation(asked);
    }
}
