package ai.interpretdl.functions.deepliftshap;

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

/** DeepLIFT averaged over references. */
@ApplicationScoped
public class DeepLiftShapFunction implements ExplainFunction {
    private final Explainer explainer;

    DeepLiftShapFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code rule} (rescale; reveal-cancel), {@code baseline} (a number), {@code baselines}. */
    @Funq("deep-lift-shap")
    public Response deepLiftShap(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "deep-lift-shap";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Algorithms.deepLiftShap(asked);
    }
}
