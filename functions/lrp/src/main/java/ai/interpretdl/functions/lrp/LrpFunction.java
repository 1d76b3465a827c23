package ai.interpretdl.functions.lrp;

import ai.interpretdl.functions.kit.Algorithms;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The score shared out layer by layer. */
@ApplicationScoped
public class LrpFunction implements ExplainFunction {
    private final Explainer explainer;

    LrpFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /**
     * The function; its own parameters are {@code composite} (epsilon-plus), {@code epsilon} (1e-6), {@code gamma} (0.25), {@code alpha} (2),
     * {@code rules} of single layers.
     */
    @Funq("lrp")
    public Response lrp(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "lrp";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Algorithms.lrp(asked);
    }
}
