package ai.interpretdl.functions.ablationcam;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.AblationCam;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The maps of a layer, weighted by what the score loses without them. */
@ApplicationScoped
public class AblationCamFunction implements ExplainFunction {
    private final Explainer explainer;

    AblationCamFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer}, {@code relu} (true), {@code upsample} (true) and {@code interpolation} (bilinear). */
    @Funq("ablation-cam")
    public Response ablationCam(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "ablation-cam";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new AblationCam(asked.view());
    }
}
