package ai.interpretdl.functions.eigencam;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The first principal component of a layer's maps. */
@ApplicationScoped
public class EigenCamFunction implements ExplainFunction {
    private final Explainer explainer;

    EigenCamFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer}, {@code relu} (true), {@code upsample} (true) and {@code interpolation} (bilinear). */
    @Funq("eigen-cam")
    public Response eigenCam(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "eigen-cam";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new EigenCam(asked.view());
    }
}
