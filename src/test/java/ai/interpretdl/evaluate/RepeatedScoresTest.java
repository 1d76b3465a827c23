package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.HsicAttribution;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.PermutationShap;
import ai.interpretdl.interpret.input.ShapleySampling;
import ai.interpretdl.interpret.input.SobolAttribution;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.ChunkSizes;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.WatchedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Measures that repeat what hides features in one program find what asking again and again finds. */
class RepeatedScoresTest {
    private static final Features ELEMENTS = Features.elements();
    private static final Baseline ZEROS = Baseline.zeros();
    private static final Question QUESTION =
            Laws.question(Laws.images(Laws.numbers(16, 2), Laws.numbers(16, 5))).seeded(11);

    @TempDir
    Path folder;

    private long peak;

    static Stream<Perturbing> whatHidesFeatures() {
        return Stream.of(
                lime(ZEROS),
                lime(new Baseline.Normal(3)),
                // which coalitions are drawn twice, and so how many are asked about, is another with each seed
                new KernelShap(ELEMENTS, ZEROS, 90),
                new ShapleySampling(ELEMENTS, ZEROS, 3),
                new PermutationShap(ELEMENTS, new Baseline.Blurred(1), 1),
                new HsicAttribution(ELEMENTS, ZEROS, 40),
                new SobolAttribution(ELEMENTS, ZEROS, 6),
                new FeatureAblation(ELEMENTS, new Baseline.Uniform(2, -2, 2)));
    }

    private static Lime lime(Baseline baseline) {
        return new Lime(ELEMENTS, baseline, 40, new Locality(0.25), new Ridge(1));
    }

    @ParameterizedTest
    @MethodSource("whatHidesFeatures")
    void manySeeds(Perturbing algorithm) {
        try (Model model = Laws.bent(folder, 4)) {
            Evaluated together = new SeedStability(4).evaluate(Claim.of(model, QUESTION, algorithm));
            Evaluated oneByOne = new SeedStability(4).evaluate(Claim.of(model, QUESTION, Laws.hidden(algorithm)));
            for (int row = 0; row < 2; row++) {
                double deviation = oneByOne.number("deviation", row);
                assertThat(deviation).isGreaterThan(0.01);
                // steps of other sizes
                assertThat(together.number("deviation", row)).isCloseTo(deviation, within(1e-5 * deviation));
                assertThat(together.number(row)).isCloseTo(oneByOne.number(row), within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("whatHidesFeatures")
    void manyPointsNearby(Perturbing algorithm) {
        boolean draws =
                algorithm.baseline() instanceof Baseline.Normal || algorithm.baseline() instanceof Baseline.Uniform;
        try (Model model = Laws.bent(folder, 4)) {
            Evaluated found = new SensitivityMax(0.5, 5).evaluate(Claim.of(model, QUESTION, algorithm));
            // a baseline that is drawn comes first, and the points nearby after it
            double[][] expected = draws ? distances(model, algorithm, 1) : distances(model, algorithm, 0);
            for (int row = 0; row < 2; row++) {
                double mean = Arrays.stream(expected[row]).average().orElseThrow();
                double most = Arrays.stream(expected[row]).max().orElseThrow();
                assertThat(mean).isGreaterThan(0.001);
                assertThat(found.number("sensitivity_mean", row)).isCloseTo(mean, within(1e-4 * mean));
                assertThat(found.number(row)).isCloseTo(most, within(1e-4 * most));
            }
        }
    }

    /** Asks at each point nearby, and measures how far what is answered lies. */
    private static double[][] distances(Model model, Perturbing algorithm, int before) {
        Tensor points = points(model, algorithm, before);
        double[][] here = rows(algorithm.interpret(model, QUESTION));
        double[][] distances = new double[2][5];
        for (int i = 0; i < 5; i++) {
            Tensor at = Tensor.concat(List.of(points.rows(i, i + 1), points.rows(5 + i, 6 + i)));
            double[][] there = rows(algorithm.interpret(model, QUESTION.with(Map.of("x", at))));
            for (int row = 0; row < 2; row++) {
                distances[row][i] = norm(here[row], there[row]) / norm(here[row], new double[16]);
            }
        }
        return distances;
    }

    /** The points that the measure takes, {@code [2 · 5, …]}: drawn after what the algorithm draws at the input itself. */
    private static Tensor points(Model model, Perturbing algorithm, int before) {
        return Objects.requireNonNull(Inquiry.of(model, QUESTION)
                        .run(f -> {
                            Expr x = f.input();
                            if (before > 0) {
                                algorithm.baseline().of(f, x);
                            }
                            Samples i = f.samples(5);
                            Expr moved = x.plus(
                                    f.uniform(i, x.get(0).shape()).times(1).minus(0.5));
                            return Map.of("points", moved.stack(i));
                        })
                        .get("points"))
                .reshape(10, 1, 4, 4);
    }

    private static double[][] rows(Explanation found) {
        double[] all = found.attributions().doubles();
        return new double[][] {Arrays.copyOf(all, 16), Arrays.copyOfRange(all, 16, 32)};
    }

    private static double norm(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void neitherSizesOfStepsNorNumbersOfSamplesMatter() {
        Path file;
        try (Model written = Laws.bent(folder, 4)) {
            file = written.file();
        }
        List<Evaluation> few = List.of(new SensitivityMax(0.5, 3), new SeedStability(3));
        List<Evaluation> many = List.of(new SensitivityMax(0.5, 60), new SeedStability(60));
        for (int m = 0; m < 2; m++) {
            List<Double> numbers = new ArrayList<>();
            for (long budget : new long[] {1, 1L << 30}) {
                numbers.add(measured(file, budget, few.get(m)));
            }
            assertThat(numbers.get(0)).isCloseTo(numbers.get(1), within(1e-5));
            long ofFew = peak;
            measured(file, 1L << 30, many.get(m));
            // the scores of 2 rows and 40 samples, as they come and in the order of rows; the inputs are 16 times as
            // large
            assertThat((peak - ofFew) / 57).isLessThanOrEqualTo(2 * 2 * 40 * Float.BYTES);
        }
    }

    private double measured(Path file, long budget, Evaluation measure) {
        peak = 0;
        WatchedEngine engine = new WatchedEngine(
                new OrtEngine(Device.cpu(), budget),
                source -> peak = Math.max(peak, source.trace(ChunkSizes.ones()).peakBytes()),
                () -> {});
        try (Model model = Model.open(
                file,
                new Model.Environment(engine, new OrtOracle(), Device.cpu().rules()))) {
            return measure.evaluate(Claim.of(model, QUESTION, lime(ZEROS))).number(0);
        }
    }
}
