package ai.interpretdl.functions.normlime;

import ai.interpretdl.functions.kit.Algorithms;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Learning;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.NormLime;
import ai.interpretdl.interpret.regression.Contribution;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** What kinds of regions count for a class over all rows. */
@ApplicationScoped
public class NormLimeFunction implements ExplainFunction {
    private final Explainer explainer;

    NormLimeFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are those of lime, {@code kinds}, {@code clusters} (50, or as an answer brought them), {@code layer}, {@code contribution} (norm-lime), {@code scope} (all; of tokens: positive). */
    @Funq("norm-lime")
    public Response normLime(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "norm-lime";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        Parameters parameters = asked.parameters();
        Lime lime = Algorithms.lime(asked);
        Kinds kinds = Learning.kinds(asked, lime.features());
        return new NormLime(
                lime,
                kinds,
                parameters.choice("contribution", Contribution.NORM_LIME),
                parameters.choice(
                        "scope", kinds instanceof Kinds.Tokens ? NormLime.Scope.POSITIVE : NormLime.Scope.ALL));
    }
}
