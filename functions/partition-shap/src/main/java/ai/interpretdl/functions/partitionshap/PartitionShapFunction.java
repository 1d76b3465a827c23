package ai.interpretdl.functions.partitionshap;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.functions.kit.Trees;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.PartitionShap;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** Owen values over a tree of regions. */
@ApplicationScoped
public class PartitionShapFunction implements ExplainFunction {
    private final Explainer explainer;

    PartitionShapFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (500 evaluations a row), {@code segmentation}, {@code baseline} (a number), {@code baselines}. */
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
        Features features = asked.groups();
        return new PartitionShap(
                features,
                asked.hiding(),
                Trees.of(asked, features),
                asked.parameters().positive("samples", 500));
    }
}
