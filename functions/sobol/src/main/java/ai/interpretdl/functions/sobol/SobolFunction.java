package ai.interpretdl.functions.sobol;

import ai.interpretdl.functions.kit.Algorithms;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.image.Grid;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.SobolAttribution;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** The share of the score's variance that each region is responsible for. */
@ApplicationScoped
public class SobolFunction implements ExplainFunction {
    private final Explainer explainer;

    SobolFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (32 points; times regions + 2 passes), {@code segmentation} (grid), {@code baseline} (a number), {@code baselines}, {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("sobol")
    public Response sobol(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "sobol";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        Features features = asked.features(new Grid(8, 8));
        Baseline baseline = asked.baseline();
        int samples = asked.parameters().positive("samples", 32);
        return Algorithms.anytime(asked, samples, 2, n -> new SobolAttribution(features, baseline, n));
    }
}
