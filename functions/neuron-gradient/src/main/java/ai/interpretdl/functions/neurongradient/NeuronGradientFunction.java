package ai.interpretdl.functions.neurongradient;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.layer.NeuronGradient;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The gradient of one element of a layer. */
@ApplicationScoped
public class NeuronGradientFunction implements ExplainFunction {
    private final Explainer explainer;

    NeuronGradientFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer} (the card's, or the default) and {@code neuron}. */
    @Funq("neuron-gradient")
    public Response neuronGradient(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "neuron-gradient";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS, Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new NeuronGradient(asked.neuron());
    }
}
