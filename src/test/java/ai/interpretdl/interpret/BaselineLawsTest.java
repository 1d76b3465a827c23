package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Samples;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where attributions start from, against the slow version. */
class BaselineLawsTest {
    private static final int SIDE = 6;
    private static final Tensor PICTURE = Tensor.of(wave(SIDE * SIDE), 1, 1, SIDE, SIDE);

    @TempDir
    Path folder;

    private static float[] wave(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) Math.sin(1.7 * i);
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.4, 1, 5})
    void blurredIsAWeightedMeanOfTheNeighbours(double sigma) {
        double[] found = started(new Baseline.Blurred(sigma), 3);
        double[] x = PICTURE.doubles();
        double[] expected = new double[x.length];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double sum = 0;
                double weights = 0;
                for (int i = 0; i < x.length; i++) {
                    double away = Math.pow(i / SIDE - row, 2) + Math.pow(i % SIDE - column, 2);
                    double weight = Math.exp(-away / (2 * sigma * sigma));
                    sum += weight * x[i];
                    weights += weight;
                }
                expected[row * SIDE + column] = sum / weights;
            }
        }
        assertThat(found).containsExactly(expected, within(1e-5));
    }

    @Test
    void normalHasMeanNothingAndDeviationOne() {
        double[] drawn = started(new Baseline.Normal(400), 3);
        assertThat(drawn).hasSize(400 * SIDE * SIDE);
        double mean = Arrays.stream(drawn).average().orElseThrow();
        double square = Arrays.stream(drawn).map(v -> v * v).average().orElseThrow();
        double fourth = Arrays.stream(drawn).map(v -> v * v * v * v).average().orElseThrow();
        // of 14 400 draws the standard errors are 0.008, 0.012 and 0.08
        assertThat(mean).isCloseTo(0, within(0.04));
        assertThat(square).isCloseTo(1, within(0.06));
        assertThat(fourth).isCloseTo(3, within(0.4));
    }

    @Test
    void normalDependsOnTheSeedAlone() {
        double[] once = started(new Baseline.Normal(4), 3);
        assertThat(started(new Baseline.Normal(4), 3)).isEqualTo(once);
        assertThat(started(new Baseline.Normal(4), 4)).isNotEqualTo(once);
        assertThat(Arrays.stream(once).distinct().count()).isEqualTo(once.length);
    }

    /** All starts of the one row. */
    private double[] started(Baseline baseline, long seed) {
        try (Model model = Toys.convolutional().open(folder, PICTURE, 1L << 24)) {
            Question question =
                    Question.of(Map.of("x", PICTURE)).about(Target.ofClass(0)).seeded(seed);
            Map<String, Tensor> found = Inquiry.of(model, question).run(f -> {
                Baseline.Start start = baseline.of(f, f.input());
                return Map.of(
                        "start",
                        start.axis()
                                .map((Samples axis) -> start.value().get(0).stack(axis))
                                .orElse(start.value().get(0)));
            });
            return Objects.requireNonNull(found.get("start")).doubles();
        }
    }
}
