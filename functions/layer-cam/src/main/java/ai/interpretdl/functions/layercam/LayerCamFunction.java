package ai.interpretdl.functions.layercam;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.LayerCam;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The maps of a layer, each cell weighted by its positive gradient. */
@ApplicationScoped
public class LayerCamFunction implements ExplainFunction {
    private final Explainer explainer;

    LayerCamFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer}, {@code relu} (true), {@code upsample} (true) and {@code interpolation} (bilinear). */
    @Funq("layer-cam")
    public Response layerCam(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "layer-cam";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.LAYER_GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new LayerCam(asked.view());
    }
}
