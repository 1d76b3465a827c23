package ai.interpretdl.functions.guidedig;

import ai.interpretdl.functions.kit.Algorithms;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The gradient integrated along a path that avoids large gradients. */
@ApplicationScoped
public class GuidedIgFunction implements ExplainFunction {
    private final Explainer explainer;

    GuidedIgFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code steps} (50), {@code fraction} (0.25), {@code max_dist} (0.02), {@code baseline} (a number). */
    @Funq("guided-ig")
    public Response guidedIg(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "guided-ig";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Algorithms.guidedIg(asked);
    }
}
