package ai.interpretdl.functions.scorecam;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Layers;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The maps of a layer, weighted by the score of what they let through. */
@ApplicationScoped
public class ScoreCamFunction implements ExplainFunction {
    private final Explainer explainer;

    ScoreCamFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code layer}, {@code relu} (true), {@code upsample} (true) and {@code interpolation} (bilinear),
     * {@code weighting} (softmax), {@code channels} (0: all), {@code channels_by} (variance), {@code baseline}. */
    @Funq("score-cam")
    public Response scoreCam(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "score-cam";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.LAYERS);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Layers.scoreCam(asked);
    }
}
