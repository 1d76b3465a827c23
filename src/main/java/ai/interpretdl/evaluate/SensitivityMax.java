package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Equation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How far attributions move when the input moves a little: the largest distance over random points nearby, divided by the size of the
 * attributions.
 *
 * <p>Yeh et al., 2019, arXiv:1901.09392, definition 3.1; divided by the norm as in Captum. Numbers: {@code sensitivity-max} and {@code
 * sensitivity_mean}. What an algorithm draws is the same at all points. One that is an equation is repeated inside one program, where the
 * distance is that of its attributions as they are; any other is asked once a sample. Costs {@code samples} + 1 explanations.
 *
 * @param radius in units of the input: each element moves by at most that much
 * @param samples points nearby
 */
public record SensitivityMax(double radius, int samples) implements Evaluation {
    public SensitivityMax {
        Require.positive(radius, "radius");
        Require.positive(samples, "samples");
    }

    @Override
    public String name() {
        return "sensitivity-max";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.asked(name(), (single, algorithm, answer) -> {
            double[][] distances = algorithm instanceof Equation equation
                    ? inOneProgram(single.inquiry(equation), equation)
                    : oneByOne(single, algorithm);
            for (double[] row : distances) {
                answer.number("sensitivity-max", Arrays.stream(row).max().orElse(0))
                        .number("sensitivity_mean", Arrays.stream(row).average().orElse(0));
            }
        });
    }

    private double[][] inOneProgram(Inquiry inquiry, Equation algorithm) {
        Object what = List.of(this, algorithm, inquiry.question().elements());
        Map<String, Tensor> found = inquiry.run(what, f -> distances(inquiry, algorithm, f));
        double[] far = Objects.requireNonNull(found.get("far")).doubles();
        double[] size = Objects.requireNonNull(found.get("size")).doubles();
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

    private double[][] oneByOne(Claim claim, Interpretation algorithm) {
        // what is moved has the same shapes, and those are all that is asked of it
        Inquiry inquiry = claim.inquiry();
        double[][] here = Relevance.of(inquiry, claim.explanation()).byRow();
        double[][] distances = new double[here.length][samples];
        for (int i = 0; i < samples; i++) {
            Question moved = claim.question().with(moved(claim.question(), i));
            double[][] there = Relevance.of(inquiry, algorithm.interpret(claim.model(), moved))
                    .byRow();
            for (int row = 0; row < here.length; row++) {
                distances[row][i] = distance(here[row], there[row]);
            }
        }
        return distances;
    }

    private Map<String, Tensor> moved(Question question, int sample) {
        Map<String, Tensor> inputs = new HashMap<>();
        CounterRandom random = CounterRandom.of(question.run().seed(), sample);
        question.inputs()
                .forEach((name, tensor) -> inputs.put(
                        name,
                        tensor.type().isFloating()
                                ? Tensor.of(
                                        tensor.type(),
                                        Arrays.stream(tensor.doubles())
                                                .map(value -> value + radius * (2 * random.uniform() - 1))
                                                .toArray(),
                                        tensor.shape().dims())
                                : tensor));
        return inputs;
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
