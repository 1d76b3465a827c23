package ai.interpretdl.functions.shapleyvalues;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.ExactShapley;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** Shapley values of at most 20 features, exactly. */
@ApplicationScoped
public class ShapleyValuesFunction implements ExplainFunction {
    private final Explainer explainer;

    ShapleyValuesFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code segmentation}, {@code baseline} (a number), {@code baselines}; of texts {@code unit} (word) and {@code replacement} (mask). */
    @Funq("shapley-values")
    public Response shapleyValues(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "shapley-values";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new ExactShapley(asked.groups(), asked.hiding());
    }
}
