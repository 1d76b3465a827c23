package ai.interpretdl.functions.layerfeatureablation;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.LayerFeatureAblation;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** What the score loses without each element of a layer. */
@ApplicationScoped
public class LayerFeatureAblationFunction implements ExplainFunction {
    private final Explainer explainer;

    LayerFeatureAblationFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's, or the default). */
    @Funq("layer-feature-ablation")
    public Response layerFeatureAblation(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "layer-feature-ablation";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new LayerFeatureAblation(asked.layer());
    }
}
