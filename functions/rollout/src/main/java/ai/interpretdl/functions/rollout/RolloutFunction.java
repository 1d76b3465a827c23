package ai.interpretdl.functions.rollout;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.Attention;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.attention.Rollout;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** How much of each token reaches the output through attention and the residual stream. */
@ApplicationScoped
public class RolloutFunction implements ExplainFunction {
    private final Explainer explainer;

    RolloutFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layers} (found in the graph), {@code start_layer} (0), {@code row} (found), {@code upsample} (true). */
    @Funq("rollout")
    public Response rollout(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "rollout";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.ATTENTION);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new Rollout(Attention.scope(asked.parameters()));
    }
}
