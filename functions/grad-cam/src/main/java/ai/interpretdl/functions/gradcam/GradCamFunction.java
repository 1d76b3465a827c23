package ai.interpretdl.functions.gradcam;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.GradCam;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** A layer's maps, weighted by the gradient averaged over each of them. */
@ApplicationScoped
public class GradCamFunction implements ExplainFunction {
    private final Explainer explainer;

    GradCamFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's), {@code relu} (true), {@code upsample} (true)
     * and {@code weighting} (sum: the paper; mean: InterpretDL). */
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
        return new GradCam(
                Optional.of(asked.layer()),
                asked.parameters().flag("relu", true),
                asked.parameters().flag("upsample", true),
                asked.parameters().choice("weighting", GradCam.Channels.SUM));
    }
}
