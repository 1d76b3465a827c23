package ai.interpretdl.functions.evaluate;

import static java.util.Map.entry;

import ai.interpretdl.evaluate.AverageDrop;
import ai.interpretdl.evaluate.Cells;
import ai.interpretdl.evaluate.Channels;
import ai.interpretdl.evaluate.Complexity;
import ai.interpretdl.evaluate.Correlation;
import ai.interpretdl.evaluate.Deletion;
import ai.interpretdl.evaluate.Disturbance;
import ai.interpretdl.evaluate.Evaluation;
import ai.interpretdl.evaluate.Infidelity;
import ai.interpretdl.evaluate.Insertion;
import ai.interpretdl.evaluate.Irof;
import ai.interpretdl.evaluate.Localisation;
import ai.interpretdl.evaluate.Monotonicity;
import ai.interpretdl.evaluate.MuFidelity;
import ai.interpretdl.evaluate.ParameterRandomisation;
import ai.interpretdl.evaluate.PerturbationCurves;
import ai.interpretdl.evaluate.PointingGame;
import ai.interpretdl.evaluate.RandomLogit;
import ai.interpretdl.evaluate.Removing;
import ai.interpretdl.evaluate.Road;
import ai.interpretdl.evaluate.SeedStability;
import ai.interpretdl.evaluate.SensitivityMax;
import ai.interpretdl.evaluate.SensitivityN;
import ai.interpretdl.evaluate.Steps;
import ai.interpretdl.evaluate.Substrate;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The measures by their published names, and how their parameters are read. */
public final class Measures {
    private enum Way {
        BASELINE,
        GREY,
        BLUR,
        IMPUTED
    }

    private enum Disturbed {
        SQUARES,
        GAUSSIAN,
        NOISY_BASELINE
    }

    private static final Map<String, Function<Asked, Evaluation>> READERS = new TreeMap<>(Map.ofEntries(
            entry("deletion", a -> new Deletion(removing(a, Way.BASELINE))),
            entry("insertion", a -> new Insertion(removing(a, Way.BLUR))),
            entry(
                    "abpc",
                    a -> a.reading().isPresent()
                            ? TextMeasures.curves(a)
                            : new PerturbationCurves(removing(a, Way.BASELINE))),
            entry("monotonicity", a -> new Monotonicity(removing(a, Way.BASELINE))),
            entry(
                    "road",
                    a -> new Road(
                            numbers(a.parameters(), "shares", Road.SHARES), substrate(a, Way.IMPUTED), channels(a))),
            entry("irof", a -> new Irof(Regions.read(a), substrate(a, Way.BASELINE))),
            entry("infidelity", a -> a.reading().isPresent() ? TextMeasures.infidelity(a) : infidelity(a)),
            entry("comprehensiveness", TextMeasures::comprehensiveness),
            entry("sufficiency", TextMeasures::sufficiency),
            entry(
                    "sensitivity-n",
                    a -> new SensitivityN(
                            features(a, 16),
                            a.baseline(),
                            numbers(a.parameters(), "shares", SensitivityN.SHARES),
                            a.parameters().positive("samples", 30))),
            entry(
                    "mu-fidelity",
                    a -> new MuFidelity(
                            features(a, 9),
                            a.baseline(),
                            a.parameters().share("share", 0.2),
                            a.parameters().positive("samples", 200),
                            a.parameters().choice("correlation", Correlation.PEARSON))),
            entry("average-drop", a -> new AverageDrop(a.baseline(), channels(a))),
            entry(
                    "pointing-game",
                    a -> new PointingGame(Truths.read(a), a.parameters().nonNegative("tolerance", 15), channels(a))),
            entry(
                    "localisation",
                    a -> new Localisation(
                            Truths.read(a),
                            a.parameters().share("threshold", 0.25),
                            a.parameters().positive("top", 1000),
                            channels(a))),
            entry("complexity", a -> new Complexity(channels(a), a.parameters().share("threshold", 0.01))),
            entry(
                    "sensitivity-max",
                    a -> new SensitivityMax(
                            a.parameters().above0("radius", 0.02),
                            a.parameters().positive("samples", 10))),
            entry("stability", a -> new SeedStability(a.parameters().positive("seeds", 5))),
            entry(
                    "parameter-randomisation",
                    a -> new ParameterRandomisation(
                            a.parameters().choice("cascade", ParameterRandomisation.Cascade.CASCADING),
                            a.parameters().positive("steps", 10))),
            entry("random-logit", a -> new RandomLogit())));

    private Measures() {}

    public static Set<String> names() {
        return READERS.keySet();
    }

    /**
     * The measure as the request wants it.
     *
     * @throws Refusal when there is no such measure, or naming a parameter that cannot be taken
     */
    public static Evaluation read(String name, Asked asked) {
        return Optional.ofNullable(READERS.get(name))
                .orElseThrow(() ->
                        Refusal.of("measure", "is " + name + ", not one of " + String.join(", ", READERS.keySet())))
                .apply(asked);
    }

    private static Removing removing(Asked asked, Way otherwise) {
        Parameters parameters = asked.parameters();
        Steps steps = new Steps(parameters.positive("steps", 20), parameters.choice("spacing", Steps.Spacing.EVEN));
        return new Removing(substrate(asked, otherwise), steps, channels(asked));
    }

    private static Channels channels(Asked asked) {
        return asked.parameters().choice("channels", Channels.SUM);
    }

    private static Substrate substrate(Asked asked, Way otherwise) {
        Parameters parameters = asked.parameters();
        boolean number = parameters.value("baseline").isPresent();
        return switch (parameters.choice("substrate", number ? Way.BASELINE : otherwise)) {
            case BASELINE -> Substrate.of(asked.baseline());
            case GREY -> Substrate.grey(asked.model(), Question.of(asked.inputs()));
            case BLUR -> Substrate.blurred(parameters.above0("blur", 5));
            case IMPUTED -> new Substrate.Imputed(parameters.nonNegative("noise", 0.01));
        };
    }

    private static Features features(Asked asked, int cells) {
        boolean cut = Regions.wanted(asked.parameters());
        if (cut && asked.parameters().value("cells").isPresent()) {
            throw Refusal.of("cells", "is given beside segmentation or segments; one of them is meant");
        }
        int side = asked.parameters().positive("cells", cells);
        return cut ? Regions.read(asked) : Cells.over(asked.model(), Question.of(asked.inputs()), side);
    }

    private static Evaluation infidelity(Asked asked) {
        Parameters parameters = asked.parameters();
        Disturbance disturbance = switch (parameters.choice("disturbance", Disturbed.SQUARES)) {
            case SQUARES ->
                new Disturbance.Squares(asked.baseline(), sides(parameters), parameters.positive("stride", 8));
            case GAUSSIAN ->
                new Disturbance.Gaussian(parameters.positive("samples", 100), parameters.above0("sigma", 0.1));
            case NOISY_BASELINE ->
                new Disturbance.NoisyBaseline(
                        asked.baseline(), parameters.positive("samples", 100), parameters.nonNegative("sigma", 0.1));
        };
        return new Infidelity(disturbance, parameters.choice("unit", Infidelity.Unit.CONTRIBUTION));
    }

    private static List<Integer> sides(Parameters parameters) {
        List<Integer> sides = new ArrayList<>();
        for (long side : parameters.wholes("sides")) {
            sides.add(Math.toIntExact(Math.max(0, Math.min(side, Integer.MAX_VALUE))));
        }
        return sides.isEmpty() ? List.of(32, 64, 128) : sides;
    }

    static List<Double> numbers(Parameters parameters, String name, List<Double> otherwise) {
        List<Double> numbers = parameters.numbers(name);
        return numbers.isEmpty() ? otherwise : numbers;
    }
}
