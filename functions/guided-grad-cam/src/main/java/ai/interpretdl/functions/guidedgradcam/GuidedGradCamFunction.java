package ai.interpretdl.functions.guidedgradcam;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.GuidedGradCam;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Guided backpropagation, where GradCAM's map is. */
@ApplicationScoped
public class GuidedGradCamFunction implements ExplainFunction {
    private final Explainer explainer;

    GuidedGradCamFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's) and {@code interpolation} (bilinear). */
    @Funq("guided-grad-cam")
    public Response guidedGradCam(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "guided-grad-cam";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT, Ability.LAYERS, Ability.LAYER_GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new GuidedGradCam(asked.layer(), asked.interpolation());
    }
}
