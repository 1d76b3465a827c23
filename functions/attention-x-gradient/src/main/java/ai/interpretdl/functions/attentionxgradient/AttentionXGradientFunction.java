package ai.interpretdl.functions.attentionxgradient;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.Attention;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.attention.AttentionXGradient;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Attention weights times their gradients. */
@ApplicationScoped
public class AttentionXGradientFunction implements ExplainFunction {
    private final Explainer explainer;

    AttentionXGradientFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layers} (found in the graph), {@code start_layer} (0), {@code upsample} (true), {@code rectified} (false). */
    @Funq("attention-x-gradient")
    public Response attentionXGradient(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "attention-x-gradient";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.ATTENTION, Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        Parameters parameters = asked.parameters();
        return new AttentionXGradient(Attention.scope(parameters), parameters.flag("rectified", false));
    }
}
