package ai.interpretdl.functions.gradcam;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.GradCam.Channels;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** The maps of a layer, weighted by their gradients. */
@ApplicationScoped
public class GradCamFunction implements ExplainFunction {
    private final Explainer explainer;

    GradCamFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's), {@code relu} (true), {@code upsample} (true), {@code channels} (sum). */
    @Funq("grad-cam")
    public Response gradCam(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "grad-cam";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        Parameters parameters = asked.parameters();
        return new GradCam(
                asked.layer(),
                parameters.flag("relu", true),
                parameters.flag("upsample", true),
                parameters.choice("channels", Channels.SUM));
    }
}
