package ai.interpretdl.evaluate;

import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How far the attributions are from telling by how much the score drops when the input is disturbed: the mean squared difference.
 *
 * <p>Yeh et al., 2019, arXiv:1901.09392, definition 2.1. Numbers: {@code infidelity}, as it is, and {@code infidelity_scaled}, with the
 * attributions times the best factor β = E[e Δ] / E[e²]. InterpretDL's β is E[Δ e] / E[e²] too, its score the scaled one; it keeps the first
 * image's drops for later images, which this does not. One forward pass a sample.
 *
 * @param disturbance what is done to the input
 * @param unit what an attribution is about
 */
public record Infidelity(Disturbance disturbance, Unit unit) implements Evaluation {
    /** What an attribution is about. */
    public enum Unit {
        /** One unit of the input, as of a gradient: what is told is Σ (x - x') a. */
        PER_UNIT,
        /** The whole element, as of integrated gradients: what is told is the sum of a where x' differs from x. */
        CONTRIBUTION
    }

    @Override
    public String name() {
        return "infidelity";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            if (relevance.inputs().stream().anyMatch(Geometry::tokens)) {
                throw new IllegalArgumentException(
                        "infidelity disturbs numbers; tokens have none: hide n-grams of the text instead");
            }
            Handed attributions = new Handed("attributions", relevance.tensors());
            List<Geometry> inputs = relevance.inputs();
            Map<String, Tensor> found = inquiry.run(
                    List.of(this, inputs, attributions.form()),
                    attributions.given(),
                    Map.of(),
                    f -> told(f, inputs, attributions));
            double[] drops = Objects.requireNonNull(found.get("drops")).doubles();
            double[] told = Objects.requireNonNull(found.get("told")).doubles();
            int samples = drops.length / relevance.rows();
            for (int row = 0; row < relevance.rows(); row++) {
                double[] drop = Arrays.copyOfRange(drops, row * samples, (row + 1) * samples);
                double[] sum = Arrays.copyOfRange(told, row * samples, (row + 1) * samples);
                answer.number("infidelity", meanSquare(drop, sum, 1))
                        .number("infidelity_scaled", meanSquare(drop, sum, factor(drop, sum)));
            }
        });
    }

    private Map<String, Expr> told(Explained f, List<Geometry> inputs, Handed attributions) {
        Expr x = f.input();
        Disturbance.Disturbed disturbed = disturbance.of(f, x, inputs);
        Expr drop = f.score(x).minus(f.score(disturbed.input()));
        Expr told = f.number(0);
        for (int i = 0; i < x.size(); i++) {
            Expr before = x.get(i);
            Expr after = disturbed.input().get(i);
            Expr weight = unit == Unit.PER_UNIT
                    ? before.minus(after)
                    : before.equalTo(after).not().cast(before.type());
            Expr a = attributions.of(f, i).cast(before.type());
            told = told.plus(weight.times(a).sum().cast(ElementType.FLOAT));
        }
        return Map.of("drops", drop.stack(disturbed.axis()), "told", told.stack(disturbed.axis()));
    }

    static double factor(double[] drops, double[] told) {
        double both = 0;
        double square = 0;
        for (int i = 0; i < drops.length; i++) {
            both += drops[i] * told[i];
            square += told[i] * told[i];
        }
        return square == 0 ? 0 : both / square;
    }

    static double meanSquare(double[] drops, double[] told, double factor) {
        double sum = 0;
        for (int i = 0; i < drops.length; i++) {
            double missed = drops[i] - factor * told[i];
            sum += missed * missed;
        }
        return sum / drops.length;
    }
}
