package ai.interpretdl.functions.neuronconductance;

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

/** What each input adds to the score by way of one element of a layer. */
@ApplicationScoped
public class NeuronConductanceFunction implements ExplainFunction {
    private final Explainer explainer;

    NeuronConductanceFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's, or the default), {@code neuron},
     * {@code baseline} (0), {@code quadrature} (gauss-legendre) and {@code steps} (50). */
    @Funq("neuron-conductance")
    public Response neuronConductance(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "neuron-conductance";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Layers.neuronConductance(asked);
    }
}
