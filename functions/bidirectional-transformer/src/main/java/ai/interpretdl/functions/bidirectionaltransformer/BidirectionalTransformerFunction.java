package ai.interpretdl.functions.bidirectionaltransformer;

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

/** What tokens perceive on the way up, times what the score feeds back. */
@ApplicationScoped
public class BidirectionalTransformerFunction implements ExplainFunction {
    private final Explainer explainer;

    BidirectionalTransformerFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layers} (found in the graph), {@code start_layer} (0), {@code row} (found), {@code upsample} (true), {@code perception} (head), {@code steps} (20). */
    @Funq("bidirectional-transformer")
    public Response bidirectionalTransformer(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "bidirectional-transformer";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.ATTENTION, Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Attention.bidirectional(asked.parameters());
    }
}
