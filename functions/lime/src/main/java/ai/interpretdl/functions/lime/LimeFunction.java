package ai.interpretdl.functions.lime;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.regression.Lasso;
import ai.interpretdl.interpret.regression.LinearRegression;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** A linear model of the score in the features that are present. */
@ApplicationScoped
public class LimeFunction implements ExplainFunction {
    private final Explainer explainer;

    LimeFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; its own parameters are {@code samples} (1000), {@code segmentation} (quickshift),
     * {@code kernel_width} (0.25), {@code ridge} (0) and {@code lasso}. */
    @Funq("lime")
    public Response lime(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "lime";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        Parameters parameters = asked.parameters();
        int samples = parameters.positive("samples", 1000);
        Features features = asked.superpixels();
        Locality locality = new Locality(parameters.above0("kernel_width", 0.25));
        return new Lime(features, asked.hiding(features), samples, locality, regression(parameters));
    }

    private static LinearRegression regression(Parameters parameters) {
        boolean lasso = parameters.value("lasso").isPresent();
        if (lasso && parameters.value("ridge").isPresent()) {
            throw Refusal.of("lasso", "is given beside ridge; one of them is meant");
        }
        return lasso ? new Lasso(parameters.nonNegative("lasso", 0)) : new Ridge(parameters.nonNegative("ridge", 0));
    }
}
