package ai.interpretdl.functions.layeractivation;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** What a layer says of the input. */
@ApplicationScoped
public class LayerActivationFunction implements ExplainFunction {
    private final Explainer explainer;

    LayerActivationFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's, or the default). */
    @Funq("layer-activation")
    public Response layerActivation(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "layer-activation";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new LayerActivation(asked.layer());
    }
}
