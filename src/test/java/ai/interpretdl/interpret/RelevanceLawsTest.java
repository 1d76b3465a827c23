package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LRP-0, and what speaks for and against a neuron weighed by any α and β = α - 1. */
class RelevanceLawsTest {
    private static final int WIDTH = 6;
    private static final long BUDGET = 1L << 24;

    /** One corner is black: there, and in neurons that see no more, sums are exactly 0. */
    private static final Tensor PICTURES =
            Toys.tensor(2, 36, i -> i % 36 < 22 ? 0 : Math.sin(0.7 * i) + 0.2).reshape(2, 1, 6, 6);

    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> i == 4 ? 0 : Math.cos(1.1 * i) + 0.1);

    @TempDir
    Path folder;

    private static Question about(Tensor x) {
        return Question.of(Map.of("x", x)).about(Target.ofClass(1));
    }

    /** Montavon et al., 2019, section 10.2.1. */
    @Test
    void ofRectifiersWithoutBiasesLrp0IsInputTimesGradient() {
        var zero = new Lrp(Lrp.Composite.ZERO, 1e-6, 0.25);
        var byName = new Lrp(Lrp.Composite.PLUS, 1e-6, 0.25, everywhere(Lrp.LayerRule.ZERO));
        try (Model model = Toys.convolutional().open(folder, PICTURES, BUDGET)) {
            double[] expected = numbers(new InputXGradient(), model, PICTURES);
            assertThat(numbers(zero, model, PICTURES)).containsExactly(expected, within(1e-5));
            assertThat(numbers(byName, model, PICTURES)).containsExactly(expected, within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 2, 3})
    void alphaAndBetaWeighWhatSpeaksForAndAgainst(double alpha) {
        double[][] hidden = Toys.wave(5, WIDTH, 1);
        double[][] out = Toys.wave(2, 5, 2);
        try (Model model = Toys.rectified(WIDTH).open(folder, ROWS, BUDGET)) {
            double[] found = numbers(alphaBeta(alpha), model, ROWS);
            for (int row = 0; row < 2; row++) {
                double[] x = ROWS.rows(row, row + 1L).doubles();
                double[] active = Arrays.stream(hidden)
                        .mapToDouble(w -> Math.max(0, dot(w, x)))
                        .toArray();
                double score = dot(out[1], active);
                double[] inner = shared(active, new double[][] {out[1]}, new double[] {score}, alpha);
                double[] expected = shared(x, hidden, inner, alpha);
                double[] own = Arrays.copyOfRange(found, row * WIDTH, (row + 1) * WIDTH);
                assertThat(own).containsExactly(expected, within(1e-4));
                // each neuron here has something on either side, so nothing is lost or added
                assertThat(Arrays.stream(own).sum()).isCloseTo(score, within(1e-4));
            }
        }
    }

    /** Bach et al., 2015, equation 60: R = Σ (α·z⁺/Σz⁺ - β·z⁻/Σz⁻)·R above. */
    private static double[] shared(double[] x, double[][] weights, double[] above, double alpha) {
        double[] relevance = new double[x.length];
        for (int k = 0; k < weights.length; k++) {
            double up = 0;
            double down = 0;
            for (int i = 0; i < x.length; i++) {
                up += Math.max(0, x[i] * weights[k][i]);
                down += Math.min(0, x[i] * weights[k][i]);
            }
            assertThat(up * down).isNegative();
            for (int i = 0; i < x.length; i++) {
                double z = x[i] * weights[k][i];
                relevance[i] += above[k] * (z > 0 ? alpha * z / up : (1 - alpha) * z / down);
            }
        }
        return relevance;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void alphasWithANameAreAmongThem() {
        try (Model model = Toys.convolutional().open(folder, PICTURES, BUDGET)) {
            assertThat(numbers(alphaBeta(1), model, PICTURES))
                    .isEqualTo(numbers(new Lrp(Lrp.Composite.PLUS, 1e-6, 0.25), model, PICTURES));
            var byName = new Lrp(Lrp.Composite.EPSILON, 1e-6, 0.25, 3, everywhere(Lrp.LayerRule.ALPHA_BETA));
            assertThat(numbers(byName, model, PICTURES)).isEqualTo(numbers(alphaBeta(3), model, PICTURES));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void anAlphaBelow1HasNoBeta(double alpha) {
        assertThatThrownBy(() -> alphaBeta(alpha))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alpha is " + alpha);
    }

    private static Lrp alphaBeta(double alpha) {
        return new Lrp(Lrp.Composite.ALPHA_BETA, 1e-6, 0.25, alpha, Map.of());
    }

    /** For each layer of {@link Toys#convolutional}. */
    private static Map<String, Lrp.LayerRule> everywhere(Lrp.LayerRule rule) {
        return Map.of("first", rule, "second", rule, "out", rule);
    }

    private static double[] numbers(InputAttribution algorithm, Model model, Tensor x) {
        return algorithm.interpret(model, about(x)).attributions().doubles();
    }
}
