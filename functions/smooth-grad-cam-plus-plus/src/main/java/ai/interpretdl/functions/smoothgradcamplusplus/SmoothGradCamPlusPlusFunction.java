package ai.interpretdl.functions.smoothgradcamplusplus;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Layers;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Grad-CAM++ with derivatives averaged over noisy copies. */
@ApplicationScoped
public class SmoothGradCamPlusPlusFunction implements ExplainFunction {
    private final Explainer explainer;

    SmoothGradCamPlusPlusFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer}, {@code relu} (true), {@code upsample} (true) and {@code interpolation} (bilinear),
     * {@code samples} (50), {@code sigma} or {@code noise_level} (0.1), {@code noise}, {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("smooth-grad-cam-plus-plus")
    public Response smoothGradCamPlusPlus(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "smooth-grad-cam-plus-plus";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.LAYER_GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Layers.smoothGradCamPlusPlus(asked);
    }
}
