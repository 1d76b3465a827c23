package ai.interpretdl.functions.tam;

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

/** Transition attention maps: a Markov chain of attention, weighted by an integrated gradient. */
@ApplicationScoped
public class TamFunction implements ExplainFunction {
    private final Explainer explainer;

    TamFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layers} (found in the graph), {@code start_layer} (0), {@code row} (found), {@code upsample} (true), {@code steps} (20). */
    @Funq("tam")
    public Response tam(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "tam";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.ATTENTION, Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Attention.transitions(asked.parameters());
    }
}
