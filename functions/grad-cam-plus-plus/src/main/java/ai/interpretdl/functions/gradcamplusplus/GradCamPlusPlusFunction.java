package ai.interpretdl.functions.gradcamplusplus;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.GradCamPlusPlus;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The maps of a layer, weighted by their positive gradients. */
@ApplicationScoped
public class GradCamPlusPlusFunction implements ExplainFunction {
    private final Explainer explainer;

    GradCamPlusPlusFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer}, {@code relu} (true), {@code upsample} (true) and {@code interpolation} (bilinear). */
    @Funq("grad-cam-plus-plus")
    public Response gradCamPlusPlus(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "grad-cam-plus-plus";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.LAYER_GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new GradCamPlusPlus(asked.view());
    }
}
