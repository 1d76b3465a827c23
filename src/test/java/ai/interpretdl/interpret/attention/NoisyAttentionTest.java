package ai.interpretdl.interpret.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.Equation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.SmoothEquation;
import ai.interpretdl.interpret.input.SmoothGrad.Statistic;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Noise round algorithms of attention, against the algorithm asked about each noisy copy. */
class NoisyAttentionTest {
    private static final AttentionToy TOY = new AttentionToy(
            2, 2, 3, (l, h, i, j) -> Math.sin(l + 2 * h + 3.0 * i + j), (l, h, i, j) -> Math.cos(5.0 * l + h + i - j));
    private static final int SAMPLES = 3;

    @TempDir
    Path folder;

    static Stream<Equation> algorithms() {
        return Stream.of(
                new Rollout(Scope.all()),
                new AttentionXGradient(Scope.all(), false),
                new GenericAttention(Scope.all(), GenericAttention.Heads.AFTER_PRODUCT),
                new TransitionAttentionMaps(Scope.all(), 4));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void theMeanIsThatOfTheCopies(Equation inner) {
        Tensor input = TOY.input();
        int size = Math.toIntExact(input.shape().size());
        float[] draws = new float[SAMPLES * size];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = (float) (0.5 * Math.sin(1.3 * i));
        }
        Noise given = new Noise.Given(Map.of("x", Tensor.of(draws, SAMPLES, 1, 2, 2, 3, 3)));
        try (Model model = TOY.open(folder)) {
            double[] mean = new double[found(model, inner, TOY.question()).length];
            for (int s = 0; s < SAMPLES; s++) {
                float[] copy = input.floats();
                for (int i = 0; i < size; i++) {
                    copy[i] += draws[s * size + i];
                }
                Tensor noisy = Tensor.of(copy, input.shape().dims());
                double[] one = found(model, inner, TOY.question().with(Map.of("x", noisy)));
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += one[i] / SAMPLES;
                }
            }
            Interpretation smooth = new SmoothEquation(inner, SAMPLES, given, Statistic.MEAN);
            assertThat(found(model, smooth, TOY.question())).containsExactly(mean, within(1e-5));
        }
    }

    private static double[] found(Model model, Interpretation algorithm, Question question) {
        return algorithm.interpret(model, question).attributions().doubles();
    }
}
