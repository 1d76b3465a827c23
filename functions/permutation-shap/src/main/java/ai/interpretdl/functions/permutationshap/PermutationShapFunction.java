package ai.interpretdl.functions.permutationshap;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Hiding;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** Shapley values along random orders, walked forward and backward. */
@ApplicationScoped
public class PermutationShapFunction implements ExplainFunction {
    private final Explainer explainer;

    PermutationShapFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (10 orders), {@code segmentation}, {@code baseline} (a number), {@code baselines}, {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("permutation-shap")
    public Response permutationShap(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "permutation-shap";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Hiding.permutationShap(asked);
    }
}
