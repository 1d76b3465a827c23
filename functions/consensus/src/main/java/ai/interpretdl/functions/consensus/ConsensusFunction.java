package ai.interpretdl.functions.consensus;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Inner;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.ModelConsensus;
import ai.interpretdl.interpret.regression.Consensus;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** What several models agree on. */
@ApplicationScoped
public class ConsensusFunction implements ExplainFunction {
    private final Explainer explainer;

    ConsensusFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code models} (names of further models), {@code inner} (smooth-grad) with its parameters, {@code normalisation} (min-max). */
    @Funq("consensus")
    public Response consensus(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "consensus";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        Consensus normalisation = asked.parameters().choice("normalisation", Consensus.MIN_MAX);
        return new ModelConsensus(Inner.agreed(asked), asked.others(), normalisation);
    }

    @Override
    public List<String> others(Parameters parameters) {
        return parameters.texts("models");
    }
}
