package ai.interpretdl.functions.deconvnet;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.Deconvnet;
import ai.interpretdl.model.Ability;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The gradient with rectifiers applied to what flows back. */
@ApplicationScoped
public class DeconvnetFunction implements ExplainFunction {
    private final Explainer explainer;

    DeconvnetFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /** The function; it has no parameters of its own. */
    @Funq("deconvnet")
    public Response deconvnet(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "deconvnet";
    }

    @Override
    public Set<Ability> asks() {
        return Set.of(Ability.GRADIENT);
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return new Deconvnet();
    }
}
