package ai.interpretdl.functions.kernelshap;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Hiding;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** Shapley values as a linear fit to the scores of coalitions. */
@ApplicationScoped
public class KernelShapFunction implements ExplainFunction {
    private final Explainer explainer;

    KernelShapFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (1000), {@code segmentation}, {@code baseline} (a number), {@code baselines}; of texts {@code unit} (word) and {@code replacement} (mask), {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("kernel-shap")
    public Response kernelShap(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "kernel-shap";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Hiding.kernelShap(asked);
    }
}
