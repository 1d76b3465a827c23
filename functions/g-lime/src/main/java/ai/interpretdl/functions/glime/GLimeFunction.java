package ai.interpretdl.functions.glime;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Learning;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** A linear model pulled towards explanations of many inputs, with the order in which regions enter. */
@ApplicationScoped
public class GLimeFunction implements ExplainFunction {
    private final Explainer explainer;

    GLimeFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are those of lime, {@code kinds}, {@code clusters} (50, or as an answer brought them), {@code layer}, {@code prior} (as an answer brought it; else learnt from the rows as by norm-lime), {@code contribution} (norm-lime), {@code force} (1), {@code sparsity} (0). */
    @Funq("g-lime")
    public Response gLime(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "g-lime";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return Learning.gLime(asked);
    }
}
