package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Equation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Stage;
import ai.interpretdl.interpret.Staged;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Random points near an input, and how far the attributions there lie from those of the input itself, relative to the size of these.
 *
 * @param radius in units of the input: each element moves by at most that much
 * @param samples points
 */
record Nearby(double radius, int samples) {
    private static final String HERE = "here.";

    /** For each row the distance at each point, {@code [N][samples]}. */
    double[][] distances(Claim claim, Interpretation algorithm) {
        if (algorithm instanceof Equation equation) {
            return ofEquation(claim.inquiry(equation), equation);
        }
        return Staged.of(algorithm)
                .filter(Nearby::isMoving)
                .map(staged -> ofStage(claim, staged))
                .orElseGet(() -> oneByOne(claim, algorithm));
    }

    /** Token ids that are taken out cannot move a little. */
    private static boolean isMoving(Staged algorithm) {
        return !(algorithm instanceof Perturbing perturbing && perturbing.baseline() instanceof Baseline.Deletion);
    }

    private double[][] ofEquation(Inquiry inquiry, Equation algorithm) {
        Object what = List.of("distances", this, algorithm, inquiry.question().elements());
        Map<String, Tensor> found = inquiry.run(what, f -> distances(inquiry, algorithm, f));
        double[] far = numbers(found, "far");
        double[] size = numbers(found, "size");
        double[][] distances = new double[size.length][samples];
        for (int i = 0; i < far.length; i++) {
            distances[i / samples][i % samples] = ratio(far[i], size[i / samples]);
        }
        return distances;
    }

    /** Squared: that of the attributions from 0, and how far they lie from there at each point nearby. */
    private Map<String, Expr> distances(Inquiry inquiry, Equation algorithm, Explained f) {
        Expr x = f.input();
        Expr here = attributions(algorithm.results(inquiry, f, x));
        Samples i = f.samples(samples);
        Expr nearby = x.plus(moves(f, x, i));
        // with the draws of before: another noise would be a distance too
        Expr there = attributions(algorithm.results(inquiry, f.again(), nearby));
        return Map.of(
                "size",
                total(here.square()),
                "far",
                total(there.minus(here).square()).stack(i));
    }

    private static Expr attributions(Map<String, Expr> results) {
        return Expr.bundle(results.keySet().stream()
                .filter(name -> name.startsWith("attributions"))
                .sorted()
                .map(name -> Objects.requireNonNull(results.get(name)))
                .toList());
    }

    private Expr moves(Explained f, Expr x, Samples i) {
        return x.each(part -> {
            Expr one = x.get(part);
            return f.uniform(i, one.shape()).times(2 * radius).minus(radius).cast(one.type());
        });
    }

    private static Expr total(Expr squares) {
        Expr total = squares.get(0).sum().cast(ElementType.FLOAT);
        for (int i = 1; i < squares.size(); i++) {
            total = total.plus(squares.get(i).sum().cast(ElementType.FLOAT));
        }
        return total;
    }

    /** One program gives the results at all points, which are held; attributions are made of them point by point. */
    private double[][] ofStage(Claim claim, Staged algorithm) {
        Inquiry inquiry = claim.inquiry(algorithm);
        Stage stage = algorithm.stage(inquiry, claim.question().run().seed());
        Map<String, Tensor> found = inquiry.run(
                List.of("results", this, stage.what()), stage.given(), stage.tables(), f -> results(stage, f));
        Map<String, Tensor> there = new HashMap<>(found);
        Map<String, Tensor> here = new HashMap<>();
        found.keySet().stream()
                .filter(name -> name.startsWith(HERE))
                .forEach(name -> here.put(name.substring(HERE.length()), there.remove(name)));
        Stacked points = new Stacked(there, samples, inquiry.subject().isWhole());
        Inquiry measured = claim.inquiry();
        double[][] own = Relevance.of(measured, stage.finish().of(here)).byRow();
        double[][] distances = new double[own.length][samples];
        for (int i = 0; i < samples; i++) {
            double[][] moved =
                    Relevance.of(measured, stage.finish().of(points.at(i))).byRow();
            for (int row = 0; row < own.length; row++) {
                distances[row][i] = distance(own[row], moved[row]);
            }
        }
        return distances;
    }

    private Map<String, Expr> results(Stage stage, Explained f) {
        Expr x = f.input();
        Map<String, Expr> all = new LinkedHashMap<>();
        stage.results().of(f, x).forEach((name, result) -> all.put(HERE + name, result));
        Samples i = f.samples(samples);
        Expr nearby = x.plus(moves(f, x, i));
        all.putAll(Stacked.along(i, stage.results().of(f.again(), nearby)));
        return all;
    }

    private double[][] oneByOne(Claim claim, Interpretation algorithm) {
        // what is moved has the same shapes, and those are all that is asked of it
        Inquiry inquiry = claim.inquiry();
        double[][] here = Relevance.of(inquiry, claim.explanation()).byRow();
        double[][] distances = new double[here.length][samples];
        for (int i = 0; i < samples; i++) {
            Question moved = claim.question().with(moved(claim.question(), here.length, i));
            double[][] there = Relevance.of(inquiry, algorithm.interpret(claim.model(), moved))
                    .byRow();
            for (int row = 0; row < here.length; row++) {
                distances[row][i] = distance(here[row], there[row]);
            }
        }
        return distances;
    }

    private Map<String, Tensor> moved(Question question, int rows, int sample) {
        CounterRandom random = CounterRandom.of(question.run().seed(), sample);
        // in order: inputs by name have none
        Map<String, Tensor> inputs = new TreeMap<>(question.inputs());
        inputs.replaceAll((name, tensor) -> tensor.type().isFloating() ? moved(tensor, rows, random) : tensor);
        return inputs;
    }

    /** All rows by the same draws. */
    private Tensor moved(Tensor tensor, int rows, CounterRandom random) {
        double[] values = tensor.doubles();
        boolean each = tensor.shape().rank() > 0 && tensor.shape().dim(0) == rows;
        double[] moves = new double[each ? values.length / rows : values.length];
        Arrays.setAll(moves, any -> radius * (2 * random.uniform() - 1));
        Arrays.setAll(values, i -> values[i] + moves[i % moves.length]);
        return Tensor.of(tensor.type(), values, tensor.shape().dims());
    }

    private static double[] numbers(Map<String, Tensor> found, String name) {
        return Objects.requireNonNull(found.get(name)).doubles();
    }

    private static double distance(double[] here, double[] there) {
        double far = 0;
        double size = 0;
        for (int i = 0; i < here.length; i++) {
            far += (here[i] - there[i]) * (here[i] - there[i]);
            size += here[i] * here[i];
        }
        return ratio(far, size);
    }

    /** Of norms; attributions of size 0 are not divided by. */
    private static double ratio(double far, double size) {
        return Math.sqrt(far) / (size == 0 ? 1 : Math.sqrt(size));
    }
}
