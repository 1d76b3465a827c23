package ai.interpretdl.functions.xgradcam;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.XGradCam;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The maps of a layer, weighted by gradients that count by the map. */
@ApplicationScoped
public class XGradCamFunction implements ExplainFunction {
    private final Explainer explainer;

    XGradCamFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer}, {@code relu} (true), {@code upsample} (true) and {@code interpolation} (bilinear). */
    @Funq("x-grad-cam")
    public Response xGradCam(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "x-grad-cam";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.LAYER_GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new XGradCam(asked.view());
    }
}
