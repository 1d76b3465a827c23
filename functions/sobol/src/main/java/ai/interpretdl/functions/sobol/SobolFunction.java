package ai.interpretdl.functions.sobol;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Hiding;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** The share of the score's variance that each region is responsible for. */
@ApplicationScoped
public class SobolFunction implements ExplainFunction {
    private final Explainer explainer;

    SobolFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (32 points; times regions + 2 passes), {@code segmentation} (grid), {@code baseline} (a number), {@code baselines}, {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("sobol")
    public Response sobol(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "sobol";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Hiding.sobol(asked);
    }
}
