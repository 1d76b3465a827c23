package ai.interpretdl.functions.layerintegratedgradients;

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

/** Integrated gradients from a layer on. */
@ApplicationScoped
public class LayerIntegratedGradientsFunction implements ExplainFunction {
    private final Explainer explainer;

    LayerIntegratedGradientsFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's, or the default), {@code baseline} (0),
     * {@code quadrature} (gauss-legendre) and {@code steps} (50). */
    @Funq("layer-integrated-gradients")
    public Response layerIntegratedGradients(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "layer-integrated-gradients";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.LAYER_GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Layers.integratedGradients(asked);
    }
}
