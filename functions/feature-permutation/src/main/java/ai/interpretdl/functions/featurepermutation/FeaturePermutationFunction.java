package ai.interpretdl.functions.featurepermutation;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Hiding;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** How much the score drops when a feature takes its value in another row. */
@ApplicationScoped
public class FeaturePermutationFunction implements ExplainFunction {
    private final Explainer explainer;

    FeaturePermutationFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (10 orders of the rows), {@code segmentation}, {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("feature-permutation")
    public Response featurePermutation(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "feature-permutation";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Hiding.featurePermutation(asked);
    }
}
