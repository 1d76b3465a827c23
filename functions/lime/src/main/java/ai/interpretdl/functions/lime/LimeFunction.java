package ai.interpretdl.functions.lime;

import ai.interpretdl.functions.kit.Algorithms;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** A linear model of the score in the regions that are present. */
@ApplicationScoped
public class LimeFunction implements ExplainFunction {
    private final Explainer explainer;

    LimeFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (1000), {@code segmentation} (quickshift), {@code kernel_width} (0.25), {@code ridge} (0) or {@code lasso}, {@code baseline} (a number), {@code baselines}; of texts {@code unit} (word) and {@code replacement} (mask), {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("lime")
    public Response lime(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "lime";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Algorithms.lime(asked);
    }
}
