package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several classes at once are what each is for itself. */
class TopClassesTest {
    private static final int WIDTH = 6;
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final Baseline SEVERAL =
            new Baseline.Distribution(Map.of("x", Toys.tensor(3, WIDTH, i -> Math.cos(i))));

    @TempDir
    Path folder;

    static Stream<Interpretation> algorithms() {
        return Stream.of(
                new Saliency(false),
                new IntegratedGradients(SEVERAL, Quadrature.GAUSS_LEGENDRE, 5),
                new SmoothGrad(new Saliency(false), 4, new Noise.Gaussian(0.2), SmoothGrad.Statistic.VARIANCE),
                new GradientShap(SEVERAL, 4, new Noise.Gaussian(0.1)),
                new Occlusion(Baseline.zeros(), List.of(), List.of(), Occlusion.Overlap.MEAN),
                new Rise(Baseline.zeros(), 5, 3, 0.5),
                new FeatureAblation(Features.elements(), Baseline.zeros()));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void eachClassHasTheAttributionsThatItHasAlone(Interpretation algorithm) {
        try (Model model = Toys.gated(WIDTH).open(folder, ROWS, 1L << 24)) {
            Question question = Question.of(Map.of("x", ROWS)).seeded(3);
            Explanation both = algorithm.interpret(model, question.about(new Target.Top(2)));
            Tensor attributions = both.attributions();
            assertThat(attributions.shape().dims()).containsExactly(2, 2, WIDTH);
            long[] targets = both.tensor("targets").orElseThrow().longs();
            assertThat(targets[0]).isEqualTo(both.predicted().get(0));
            for (int rank = 0; rank < 2; rank++) {
                Explanation alone =
                        algorithm.interpret(model, question.about(Target.ofClass(targets[rank], targets[2 + rank])));
                for (int row = 0; row < 2; row++) {
                    Tensor own =
                            attributions.rows(row, row + 1).reshape(2, WIDTH).rows(rank, rank + 1);
                    assertThat(own.doubles())
                            .containsExactly(
                                    alone.attributions().rows(row, row + 1).doubles(), within(1e-6));
                }
                double[] scores = alone.tensor("score").orElseThrow().doubles();
                assertThat(both.tensor("score").orElseThrow().doubles()[rank]).isCloseTo(scores[0], within(1e-6));
            }
        }
    }

    @Test
    void moreThanThereAreIsRefused() {
        try (Model model = Toys.gated(WIDTH).open(folder, ROWS, 1L << 24)) {
            Question question = Question.of(Map.of("x", ROWS)).about(new Target.Top(4));
            assertThatThrownBy(() -> new Saliency(false).interpret(model, question))
                    .hasMessageContaining("top 4 of 3 classes");
        }
    }
}
