package ai.interpretdl.functions.hsic;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Hiding;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** How much the score depends on whether a region is present. */
@ApplicationScoped
public class HsicFunction implements ExplainFunction {
    private final Explainer explainer;

    HsicFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (500), {@code segmentation} (grid), {@code baseline} (a number), {@code baselines}, {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("hsic")
    public Response hsic(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "hsic";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Hiding.hsic(asked);
    }
}
