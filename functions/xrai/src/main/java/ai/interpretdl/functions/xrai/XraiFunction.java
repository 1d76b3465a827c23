package ai.interpretdl.functions.xrai;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.functions.kit.Scales;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Regions of a picture, those with the densest attributions first. */
@ApplicationScoped
public class XraiFunction implements ExplainFunction {
    private final Explainer explainer;

    XraiFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code steps} (50, from black and from white), {@code dilation} (5 pixels), {@code min_pixels} (50). */
    @Funq("xrai")
    public Response xrai(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "xrai";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT, Ability.PICTURE);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Scales.xrai(asked);
    }
}
