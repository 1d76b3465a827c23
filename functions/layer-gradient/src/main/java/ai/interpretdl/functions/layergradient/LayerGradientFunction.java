package ai.interpretdl.functions.layergradient;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.LayerGradient;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The gradient of the score with respect to a layer. */
@ApplicationScoped
public class LayerGradientFunction implements ExplainFunction {
    private final Explainer explainer;

    LayerGradientFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's, or the default). */
    @Funq("layer-gradient")
    public Response layerGradient(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "layer-gradient";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.LAYER_GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new LayerGradient(asked.layer());
    }
}
