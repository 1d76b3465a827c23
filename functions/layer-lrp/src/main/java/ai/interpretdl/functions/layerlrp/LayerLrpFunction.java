package ai.interpretdl.functions.layerlrp;

import ai.interpretdl.functions.kit.Algorithms;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.LayerLrp;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The score shared out down to a layer. */
@ApplicationScoped
public class LayerLrpFunction implements ExplainFunction {
    private final Explainer explainer;

    LayerLrpFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's, or the default),
     * {@code composite} (epsilon-plus), {@code epsilon} (1e-6), {@code gamma} (0.25), {@code alpha} (2) and {@code rules} of single layers. */
    @Funq("layer-lrp")
    public Response layerLrp(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "layer-lrp";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.LAYER_GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new LayerLrp(asked.layer(), Algorithms.lrp(asked));
    }
}
