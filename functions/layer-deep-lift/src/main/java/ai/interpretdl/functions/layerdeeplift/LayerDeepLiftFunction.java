package ai.interpretdl.functions.layerdeeplift;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.LayerDeepLift;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** DeepLIFT from a layer on. */
@ApplicationScoped
public class LayerDeepLiftFunction implements ExplainFunction {
    private final Explainer explainer;

    LayerDeepLiftFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's, or the default) and {@code baseline} (0). */
    @Funq("layer-deep-lift")
    public Response layerDeepLift(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "layer-deep-lift";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.LAYER_GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new LayerDeepLift(asked.layer(), asked.baseline());
    }
}
