package ai.interpretdl.functions.layerconductance;

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

/** What flows through each element of a layer on the way from a baseline. */
@ApplicationScoped
public class LayerConductanceFunction implements ExplainFunction {
    private final Explainer explainer;

    LayerConductanceFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's, or the default),
     * {@code baseline} (0) and {@code steps} (50). */
    @Funq("layer-conductance")
    public Response layerConductance(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "layer-conductance";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.LAYER_GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Layers.conductance(asked);
    }
}
