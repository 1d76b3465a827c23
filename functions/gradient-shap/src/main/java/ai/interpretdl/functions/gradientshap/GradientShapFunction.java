package ai.interpretdl.functions.gradientshap;

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

/** Gradients at random points between baselines and noisy inputs. */
@ApplicationScoped
public class GradientShapFunction implements ExplainFunction {
    private final Explainer explainer;

    GradientShapFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (50), {@code sigma} (0) or {@code noise_level}, {@code baseline} (a number), {@code baselines}, {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("gradient-shap")
    public Response gradientShap(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "gradient-shap";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Algorithms.gradientShap(asked);
    }
}
