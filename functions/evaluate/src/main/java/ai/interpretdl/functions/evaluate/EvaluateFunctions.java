package ai.interpretdl.functions.evaluate;

import ai.interpretdl.functions.kit.Request;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;

/** The measures by their paths; {@code evaluate} takes the measure's name in its field {@code measure}. */
@ApplicationScoped
public class EvaluateFunctions {
    private final Evaluator evaluator;

    EvaluateFunctions(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Funq("evaluate")
    public Measured evaluate(Request request) {
        return evaluator.evaluate(request);
    }

    @Funq("evaluate/deletion")
    public Measured deletion(Request request) {
        return evaluator.evaluate("deletion", request);
    }

    @Funq("evaluate/insertion")
    public Measured insertion(Request request) {
        return evaluator.evaluate("insertion", request);
    }

    @Funq("evaluate/abpc")
    public Measured abpc(Request request) {
        return evaluator.evaluate("abpc", request);
    }

    @Funq("evaluate/road")
    public Measured road(Request request) {
        return evaluator.evaluate("road", request);
    }

    @Funq("evaluate/irof")
    public Measured irof(Request request) {
        return evaluator.evaluate("irof", request);
    }

    @Funq("evaluate/monotonicity")
    public Measured monotonicity(Request request) {
        return evaluator.evaluate("monotonicity", request);
    }

    @Funq("evaluate/infidelity")
    public Measured infidelity(Request request) {
        return evaluator.evaluate("infidelity", request);
    }

    @Funq("evaluate/comprehensiveness")
    public Measured comprehensiveness(Request request) {
        return evaluator.evaluate("comprehensiveness", request);
    }

    @Funq("evaluate/sufficiency")
    public Measured sufficiency(Request request) {
        return evaluator.evaluate("sufficiency", request);
    }

    @Funq("evaluate/sensitivity-n")
    public Measured sensitivityN(Request request) {
        return evaluator.evaluate("sensitivity-n", request);
    }

    @Funq("evaluate/mu-fidelity")
    public Measured muFidelity(Request request) {
        return evaluator.evaluate("mu-fidelity", request);
    }

    @Funq("evaluate/average-drop")
    public Measured averageDrop(Request request) {
        return evaluator.evaluate("average-drop", request);
    }

    @Funq("evaluate/pointing-game")
    public Measured pointingGame(Request request) {
        return evaluator.evaluate("pointing-game", request);
    }

    @Funq("evaluate/localisation")
    public Measured localisation(Request request) {
        return evaluator.evaluate("localisation", request);
    }

    @Funq("evaluate/complexity")
    public Measured complexity(Request request) {
        return evaluator.evaluate("complexity", request);
    }

    @Funq("evaluate/sensitivity-max")
    public Measured sensitivityMax(Request request) {
        return evaluator.evaluate("sensitivity-max", request);
    }

    @Funq("evaluate/stability")
    public Measured stability(Request request) {
        return evaluator.evaluate("stability", request);
    }

    @Funq("evaluate/parameter-randomisation")
    public Measured parameterRandomisation(Request request) {
        return evaluator.evaluate("parameter-randomisation", request);
    }

    @Funq("evaluate/random-logit")
    public Measured randomLogit(Request request) {
        return evaluator.evaluate("random-logit", request);
    }
}
