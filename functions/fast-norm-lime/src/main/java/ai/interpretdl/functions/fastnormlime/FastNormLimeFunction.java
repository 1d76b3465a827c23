package ai.interpretdl.functions.fastnormlime;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Learning;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** What the presence of a kind of region adds to each class, by one ridge over all rows. */
@ApplicationScoped
public class FastNormLimeFunction implements ExplainFunction {
    private final Explainer explainer;

    FastNormLimeFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code segmentation} (a grid of 10 x 10), {@code kinds}, {@code clusters} (50, or as an answer brought them), {@code layer}. */
    @Funq("fast-norm-lime")
    public Response fastNormLime(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "fast-norm-lime";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Learning.fastNormLime(asked);
    }
}
