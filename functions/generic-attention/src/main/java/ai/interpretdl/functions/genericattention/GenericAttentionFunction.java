package ai.interpretdl.functions.genericattention;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.Attention;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Relevance carried through the layers by attention and its gradient, for pictures, texts, and both. */
@ApplicationScoped
public class GenericAttentionFunction implements ExplainFunction {
    private final Explainer explainer;

    GenericAttentionFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layers} (found in the graph), {@code start_layer} (0), {@code row} (found), {@code upsample} (true), {@code heads} (after-product). */
    @Funq("generic-attention")
    public Response genericAttention(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "generic-attention";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.ATTENTION, Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Attention.generic(asked.parameters());
    }
}
