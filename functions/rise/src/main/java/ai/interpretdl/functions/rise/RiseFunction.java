package ai.interpretdl.functions.rise;

import ai.interpretdl.functions.kit.Algorithms;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** The score averaged over random masks. */
@ApplicationScoped
public class RiseFunction implements ExplainFunction {
    private final Explainer explainer;

    RiseFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (2000), {@code cells} (8), {@code keep} (0.5), {@code baseline} (a number), {@code baselines}, {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("rise")
    public Response rise(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "rise";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Algorithms.rise(asked);
    }
}
