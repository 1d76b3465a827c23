package ai.interpretdl.model;

import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Subject;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A gradient beside central differences of the score along it: with v = g/|g|, (f(x + hv) - f(x - hv)) / 2h is |g|.
 *
 * <p>Along random directions a deep network's slope drowns in the rounding of float32. Too long a step crosses kinks, too short a one sees
 * rounding: of several steps the one counts that agrees best.
 */
final class SlopeCheck {
    /** Of the input's length. */
    private static final List<Double> STEPS = List.of(1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4);

    /** A result may not be called as an input is. */
    private static final String OF = "of ";

    private final Model model;
    private final Subject subject;
    private final Map<String, Tensor> gradients;
    private final Map<String, Tensor> values;

    SlopeCheck(Model model, Subject subject) {
        this.model = model;
        this.subject = subject;
        this.gradients = run(f -> named(f, gradient(f)));
        this.values = run(f -> named(f, f.input()));
    }

    Subject subject() {
        return subject;
    }

    Expr gradient(Explained f) {
        return f.gradient(f.input());
    }

    Conformance.Slope slope() {
        double expected = length(gradients);
        double size = Math.max(1, length(values));
        double best = Double.POSITIVE_INFINITY;
        for (double step : expected == 0 ? List.<Double>of() : STEPS) {
            double measured = measured(step * size, expected);
            best = Math.abs(measured - expected) < Math.abs(best - expected) ? measured : best;
        }
        String value = String.join(", ", subject.explained());
        return new Conformance.Slope(value, expected, expected == 0 ? 0 : best);
    }

    private double measured(double step, double length) {
        return (score(step / length) - score(-step / length)) / (2 * step);
    }

    /** The score a way along the gradient. */
    private double score(double way) {
        Map<String, Tensor> found = run(f -> {
            List<Expr> moved = new ArrayList<>();
            for (int i = 0; i < f.names().size(); i++) {
                Tensor gradient =
                        Objects.requireNonNull(gradients.get(OF + f.names().get(i)));
                moved.add(f.givenRows("slope." + i, scaled(gradient, way)));
            }
            return Map.of("score", f.score(f.input().plus(Expr.bundle(moved))));
        });
        return Objects.requireNonNull(found.get("score")).doubles()[0];
    }

    private Map<String, Tensor> run(Function<Explained, Map<String, Expr>> program) {
        return model.engine()
                .run(Engine.source(subject, program), Engine.Run.seeded(0))
                .outputs();
    }

    private static Map<String, Expr> named(Explained f, Expr bundle) {
        Map<String, Expr> named = new LinkedHashMap<>();
        for (int i = 0; i < bundle.size(); i++) {
            named.put(OF + f.names().get(i), bundle.get(i));
        }
        return named;
    }

    private static Tensor scaled(Tensor tensor, double factor) {
        double[] values = tensor.doubles();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return Tensor.of(tensor.type(), values, tensor.shape().dims());
    }

    /** Euclidean, of all tensors together. */
    private static double length(Map<String, Tensor> tensors) {
        double sum = 0;
        for (Tensor tensor : tensors.values()) {
            for (double value : tensor.doubles()) {
                sum += value * value;
            }
        }
        return Math.sqrt(sum);
    }
}
