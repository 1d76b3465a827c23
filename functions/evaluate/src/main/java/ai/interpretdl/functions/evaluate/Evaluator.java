package ai.interpretdl.functions.evaluate;

import ai.interpretdl.evaluate.Claim;
import ai.interpretdl.evaluate.Evaluation;
import ai.interpretdl.functions.kit.Answering;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Functions;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.PictureForm;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.interpret.Interpretation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way of every request: the explanation is given or made, then measured. */
@ApplicationScoped
public class Evaluator implements Answering {
    private final Explainer explainer;
    private final Functions functions;

    Evaluator(Explainer explainer, Functions functions) {
        this.explainer = explainer;
        this.functions = functions;
    }

    @Override
    public Measured answer(Request request) {
        return evaluate(request);
    }

    /** A request that names its measure itself. */
    public Measured evaluate(@Nullable Request request) {
        Parameters parameters = parameters(request);
        String name = parameters
                .text("measure")
                .orElseThrow(
                        () -> Refusal.of("measure", "is missing; there are " + String.join(", ", Measures.names())));
        return evaluate(name, parameters);
    }

    /** A request to the path of a measure. */
    public Measured evaluate(String measure, @Nullable Request request) {
        return evaluate(measure, parameters(request));
    }

    private static Parameters parameters(@Nullable Request request) {
        if (request == null) {
            throw Refusal.of(400, "the body is null; a JSON object is expected");
        }
        return new Parameters(request.fields());
    }

    private Measured evaluate(String name, Parameters parameters) {
        Optional<PictureForm> form = PictureForm.read(parameters);
        return explainer.ask(parameters, prepared -> {
            Evaluation measure = Measures.read(name, prepared.asked());
            Claim claim = claim(prepared);
            return Measured.of(claim, measure, measure.evaluate(claim), form);
        });
    }

    private Claim claim(Explainer.Prepared prepared) {
        Parameters parameters = prepared.asked().parameters();
        boolean given = parameters.value("attributions").isPresent();
        if (given == parameters.value("algorithm").isPresent()) {
            throw Refusal.of(
                    "algorithm",
                    given
                            ? "is given beside attributions; one of them is meant"
                            : "is missing: its name, or an object with the name and its parameters; or give attributions");
        }
        if (given) {
            parameters.nothingLeft();
            return Claim.of(
                    prepared.asked().model(), prepared.question(), Given.explanation(parameters, "attributions"));
        }
        Parameters own = Given.algorithm(parameters);
        String name = own.text("name").orElseThrow(() -> Refusal.of("algorithm.name", "is missing"));
        Asked asked = prepared.asked().with(own);
        Interpretation algorithm = functions.named("algorithm", name).alone(asked);
        own.nothingLeft();
        parameters.nothingLeft();
        return Claim.of(prepared.asked().model(), prepared.question(), algorithm);
    }
}
