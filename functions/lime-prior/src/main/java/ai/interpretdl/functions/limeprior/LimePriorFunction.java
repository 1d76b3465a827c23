package ai.interpretdl.functions.limeprior;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Learning;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** A linear model pulled towards what is known of regions of their kind. */
@ApplicationScoped
public class LimePriorFunction implements ExplainFunction {
    private final Explainer explainer;

    LimePriorFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are those of lime, {@code kinds}, {@code clusters} (50, or as an answer brought them), {@code layer}, {@code prior} (as an answer brought it; else learnt from the rows as by fast-norm-lime), {@code force} (1). */
    @Funq("lime-prior")
    public Response limePrior(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "lime-prior";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Learning.limePrior(asked);
    }
}
