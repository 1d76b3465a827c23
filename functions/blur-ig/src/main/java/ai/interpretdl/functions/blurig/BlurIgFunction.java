package ai.interpretdl.functions.blurig;

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

/** The gradient integrated while a blurred picture becomes sharp. */
@ApplicationScoped
public class BlurIgFunction implements ExplainFunction {
    private final Explainer explainer;

    BlurIgFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code max_sigma} (50 pixels), {@code steps} (50). */
    @Funq("blur-ig")
    public Response blurIg(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "blur-ig";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Algorithms.blurIg(asked);
    }
}
