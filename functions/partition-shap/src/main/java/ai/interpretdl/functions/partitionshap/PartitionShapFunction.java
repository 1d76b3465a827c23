package ai.interpretdl.functions.partitionshap;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Hiding;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** Owen values over a tree of regions. */
@ApplicationScoped
public class PartitionShapFunction implements ExplainFunction {
    private final Explainer explainer;

    PartitionShapFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (500 evaluations a row), {@code segmentation}, {@code baseline} (a number), {@code baselines}, {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("partition-shap")
    public Response partitionShap(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "partition-shap";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Hiding.partitionShap(asked);
    }
}
