package ai.interpretdl.functions.layergradientxactivation;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.LayerGradientXActivation;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The gradient of the score with respect to a layer, times the layer. */
@ApplicationScoped
public class LayerGradientXActivationFunction implements ExplainFunction {
    private final Explainer explainer;

    LayerGradientXActivationFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's, or the default). */
    @Funq("layer-gradient-x-activation")
    public Response layerGradientXActivation(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "layer-gradient-x-activation";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.LAYER_GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new LayerGradientXActivation(asked.layer());
    }
}
