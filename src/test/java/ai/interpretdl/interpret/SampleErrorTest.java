package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.ShapleySampling;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standard error of attributions that are means of samples, against what the samples give one by one. */
class SampleErrorTest {
    private static final int WIDTH = 6;
    private static final int COUNT = 5;
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final Tensor STARTS = Toys.tensor(COUNT, WIDTH, i -> 0.4 * Math.cos(2.0 * i));
    private static final Tensor PLACES = Toys.tensor(COUNT, 2, i -> (i * 0.37) % 1);

    @TempDir
    Path folder;

    private static Baseline start(int k) {
        return new Baseline.Paired(Map.of("x", STARTS.rows(k, k + 1L)));
    }

    private static Baseline all() {
        return new Baseline.Distribution(Map.of("x", STARTS));
    }

    @Test
    void referencesAreSamples() {
        agree(new DeepLiftShap(all()), k -> new DeepLift(start(k)));
    }

    @Test
    void placesAreSamples() {
        agree(
                new GradientShap(start(0), COUNT, Noise.none(), Optional.of(PLACES)),
                k -> new GradientShap(start(0), 1, Noise.none(), Optional.of(PLACES.rows(k, k + 1L))));
    }

    /** Baselines that every sample meets are no samples: what is drawn is what varies. */
    @Test
    void aSampleIsWhatAllBaselinesGiveWithIt() {
        agree(
                new GradientShap(all(), COUNT, Noise.none(), Optional.of(PLACES)),
                k -> new GradientShap(all(), 1, Noise.none(), Optional.of(PLACES.rows(k, k + 1L))));
    }

    @Test
    void oneSampleTellsNothingOfOthers() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, 1L << 24)) {
            Explanation one = new GradientShap(start(0), 1, Noise.none()).interpret(model, question());
            assertThat(one.quality().reached()).isEmpty();
            assertThat(new DeepLiftShap(start(0))
                            .interpret(model, question())
                            .quality()
                            .reached())
                    .isEmpty();
        }
    }

    /** The tensor of standard errors in one number; none where there is nothing to tell them by. */
    @Test
    void shapleyMethodsTellTheirLargestStandardError() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, 1L << 24)) {
            Explanation found = new ShapleySampling(Features.elements(), start(0), 12).interpret(model, question());
            double error = largest(found, Explanation.STANDARD_ERROR) / largest(found, "weights");
            assertThat(error).isPositive();
            assertThat(found.quality().reached()).containsEntry("error", error);
            Explanation exact = new KernelShap(Features.elements(), start(0), 64).interpret(model, question());
            assertThat(exact.quality().reached()).containsEntry("error", 0.0);
            // an order and its reverse are one draw, which tells nothing of others
            assertThat(new ShapleySampling(Features.elements(), start(0), 2)
                            .interpret(model, question())
                            .quality()
                            .reached())
                    .isEmpty();
        }
    }

    private static double largest(Explanation found, String name) {
        return Arrays.stream(found.tensor(name).orElseThrow().doubles())
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    private static Question question() {
        return Question.of(Map.of("x", ROWS)).about(Target.ofClass(1));
    }

    private void agree(Interpretation together, IntFunction<Interpretation> ofSample) {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, 1L << 24)) {
            Explanation found = together.interpret(model, question());
            double[] mean = new double[2 * WIDTH];
            double[] square = new double[2 * WIDTH];
            for (int k = 0; k < COUNT; k++) {
                double[] one = ofSample.apply(k)
                        .interpret(model, question())
                        .attributions()
                        .doubles();
                for (int i = 0; i < one.length; i++) {
                    mean[i] += one[i] / COUNT;
                    square[i] += one[i] * one[i] / COUNT;
                }
            }
            double worst = 0;
            double largest = 0;
            for (int i = 0; i < mean.length; i++) {
                worst = Math.max(worst, Math.sqrt((square[i] - mean[i] * mean[i]) / (COUNT - 1)));
                largest = Math.max(largest, Math.abs(mean[i]));
            }
            assertThat(found.attributions().doubles()).containsExactly(mean, within(1e-5));
            assertThat(Objects.requireNonNull(found.quality().reached().get("error")))
                    .isCloseTo(worst / largest, within(1e-3));
            assertThat(found.tensors().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            List.of("attributions.x", "score", "baseline_score", "completeness_delta"));
        }
    }
}
