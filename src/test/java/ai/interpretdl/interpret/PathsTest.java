package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.BlurIg;
import ai.interpretdl.interpret.input.GuidedIg;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Integrated gradients along other ways than the straight line. */
class PathsTest {
    private static final int WIDTH = 6;
    private static final long ROOMY = 1L << 24;
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final Tensor PICTURES =
            Toys.tensor(2, 36, i -> Math.sin(0.7 * i) + 0.2).reshape(2, 1, 6, 6);

    @TempDir
    Path folder;

    private static Question about(Tensor x) {
        return Question.of(Map.of("x", x)).about(Target.ofClass(1));
    }

    @Test
    void withoutReachTheGuidedPathIsTheStraightLine() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            double[] straight = new IntegratedGradients(Baseline.zeros(), Quadrature.LEFT, 13)
                    .interpret(model, about(ROWS))
                    .attributions()
                    .doubles();
            assertThat(new GuidedIg(Baseline.zeros(), 13, 0.25, 0)
                            .interpret(model, about(ROWS))
                            .attributions()
                            .doubles())
                    .containsExactly(straight, within(1e-6));
        }
    }

    @Test
    void theGuidedPathIsCompleteAsItsStepsGrowFiner() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            assertThat(delta(model, new GuidedIg(Baseline.zeros(), 400, 0.25, 0.02), ROWS))
                    .isLessThan(0.01);
        }
    }

    @Test
    void theGuidedPathMovesElementsOfSmallGradientFirst() {
        // x0 counts only while x1 is at its start: moved first, as its gradient is smaller, it gets all of that.
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            double[] free = new GuidedIg(Baseline.zeros(), 30, 0.25, 1)
                    .interpret(model, about(ROWS))
                    .attributions()
                    .doubles();
            double[] tied = new GuidedIg(Baseline.zeros(), 30, 0.25, 0)
                    .interpret(model, about(ROWS))
                    .attributions()
                    .doubles();
            assertThat(free).isNotEqualTo(tied);
            assertThat(delta(model, new GuidedIg(Baseline.zeros(), 400, 0.25, 1), ROWS))
                    .isLessThan(0.02);
        }
    }

    @Test
    void theGuidedPathTakesOneBaseline() {
        Baseline several = new Baseline.Distribution(Map.of("x", Toys.tensor(3, WIDTH, i -> i)));
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            assertThatThrownBy(() -> new GuidedIg(several, 3, 0.25, 0.02).interpret(model, about(ROWS)))
                    .hasMessageContaining("one baseline");
        }
    }

    @Test
    void blurIgOfALinearModelIsExactInAnyNumberOfSteps() {
        double[][] weights = Toys.wave(1, 36, 1.3);
        try (Model model = Toys.linearPicture(weights[0]).open(folder, PICTURES, ROOMY)) {
            Question question = Question.of(Map.of("x", PICTURES)).about(Target.sum());
            double[] found =
                    new BlurIg(2, 3).interpret(model, question).attributions().doubles();
            double[] expected = new double[found.length];
            double[] x = PICTURES.doubles();
            for (int i = 0; i < expected.length; i++) {
                expected[i] = weights[0][i % 36] * (x[i] - blurred(x, i / 36, i % 36, 2));
            }
            assertThat(found).containsExactly(expected, within(1e-5));
        }
    }

    @Test
    void blurIgIsCompleteAsItsStepsGrowFiner() {
        try (Model model = Toys.convolutional().open(folder, PICTURES, ROOMY)) {
            // rectifiers bend the score between steps
            assertThat(delta(model, new BlurIg(3, 400), PICTURES))
                    .isLessThan(delta(model, new BlurIg(3, 20), PICTURES) / 4);
        }
    }

    @Test
    void blurIgNeedsHeightAndWidth() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            assertThatThrownBy(() -> new BlurIg(3, 4).interpret(model, about(ROWS)))
                    .hasMessageContaining("height and width");
        }
    }

    private static double delta(Model model, Interpretation algorithm, Tensor x) {
        double worst = 0;
        for (double missed : algorithm
                .interpret(model, about(x))
                .tensor("completeness_delta")
                .orElseThrow()
                .doubles()) {
            worst = Math.max(worst, Math.abs(missed));
        }
        return worst;
    }

    /** A pixel of a 6 x 6 picture after a Gaussian blur, from the definition. */
    private static double blurred(double[] x, int row, int pixel, double sigma) {
        double sum = 0;
        double total = 0;
        for (int other = 0; other < 36; other++) {
            int dy = pixel / 6 - other / 6;
            int dx = pixel % 6 - other % 6;
            double weight = Math.exp(-(dy * dy + dx * dx) / (2 * sigma * sigma));
            sum += weight * x[row * 36 + other];
            total += weight;
        }
        return sum / total;
    }
}
