package ai.interpretdl.functions.hsic;

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
import ai.interpretdl.interpret.input.HsicAttribution;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** How much the score depends on whether a region is present. */
@ApplicationScoped
public class HsicFunction implements ExplainFunction {
    private final Explainer explainer;

    HsicFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (500), {@code segmentation} (grid), {@code baseline} (a number), {@code baselines}, {@code max_seconds}, {@code tolerance} (see the manual). */
    @Funq("hsic")
    public Response hsic(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "hsic";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        Features features = asked.features(new Grid(8, 8));
        Baseline baseline = asked.hiding();
        int samples = asked.parameters().positive("samples", 500);
        return Algorithms.anytime(asked, samples, 4, n -> new HsicAttribution(features, baseline, n));
    }
}
