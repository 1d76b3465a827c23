package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.Retyped;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a linear model every measure of faithfulness has a closed form. */
class FaithfulnessLawsTest {
    private static final int PIXELS = 16;
    private static final double[] W = Laws.numbers(PIXELS, 1);
    private static final Removing ZEROS = Removing.from(Substrate.zeros(), PIXELS);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4})
    void deletionTakesTheSortedContributionsAwayOneByOne(long seed) {
        double[] x = Laws.numbers(PIXELS, seed);
        double[] parts = Laws.products(W, x);
        try (Model model = Laws.linear(folder, W)) {
            Question question = Laws.question(Laws.images(x));
            Evaluated found = new Deletion(ZEROS).evaluate(Laws.claim(model, question, Laws.images(parts)));
            double[] descending =
                    Arrays.stream(parts).map(v -> -v).sorted().map(v -> -v).toArray();
            double left = 0.5 + Arrays.stream(parts).sum();
            double[] expected = new double[PIXELS + 1];
            for (int k = 0; k <= PIXELS; k++) {
                expected[k] = left;
                left -= k < PIXELS ? descending[k] : 0;
            }
            assertThat(values(found, "deletion", 0)).containsExactly(expected, within(1e-5));
            assertThat(found.number(0)).isCloseTo(trapezoids(expected), within(1e-5));
        }
    }

    @Test
    void deletionAndInsertionOfALinearModelMirrorEachOther() {
        double[] x = Laws.numbers(PIXELS, 5);
        Tensor attributions = Laws.images(Laws.products(W, x));
        try (Model model = Laws.linear(folder, W)) {
            Claim claim = Laws.claim(model, Laws.question(Laws.images(x)), attributions);
            double[] down = values(new Deletion(ZEROS).evaluate(claim), "deletion", 0);
            double[] up = values(new Insertion(ZEROS).evaluate(claim), "insertion", 0);
            for (int k = 0; k <= PIXELS; k++) {
                // what is in and what is out make the whole; the bias is in both
                assertThat(down[k] + up[k]).isCloseTo(down[0] + up[0], within(1e-5));
            }
        }
    }

    @Test
    void theTrueOrderIsBestAndItsReverseWorst() {
        double[] x = Laws.numbers(PIXELS, 6);
        double[] parts = Laws.products(W, x);
        double[] reversed = Arrays.stream(parts).map(v -> -v).toArray();
        try (Model model = Laws.linear(folder, W)) {
            Question question = Laws.question(Laws.images(x));
            double best = abpc(model, question, parts);
            double worst = abpc(model, question, reversed);
            assertThat(best).isPositive();
            assertThat(worst).isCloseTo(-best, within(1e-5));
            assertThat(abpc(model, question, Laws.numbers(PIXELS, 9))).isStrictlyBetween(worst, best);
        }
    }

    @Test
    void roadHidesSharesByWhatTheirNeighboursSuggest() {
        // an image of one colour is imputed by itself: nothing is lost, whatever the order
        double[] same = new double[PIXELS];
        Arrays.fill(same, 0.7);
        try (Model model = Laws.linear(folder, W)) {
            Road road = new Road(Road.SHARES, new Substrate.Imputed(0), Channels.SUM);
            Evaluated found = road.evaluate(
                    Laws.claim(model, Laws.question(Laws.images(same)), Laws.images(Laws.numbers(PIXELS, 2))));
            double full = 0.5 + 0.7 * Arrays.stream(W).sum();
            assertThat(found.number(0)).isCloseTo(0, within(1e-4));
            assertThat(values(found, "morf", 0))
                    .containsExactly(new double[] {full, full, full, full, full}, within(1e-3));
        }
    }

    static Stream<Substrate> substrates() {
        return Stream.of(
                Substrate.zeros(),
                Substrate.of(new Baseline.Constant(2)),
                Substrate.blurred(1),
                new Substrate.Imputed(0));
    }

    /** What can be looked at is what was scored. */
    @ParameterizedTest
    @MethodSource("substrates")
    void theInputsThatAreShownHaveTheScoresOfTheCurve(Substrate substrate) {
        Tensor images = Laws.images(Laws.numbers(PIXELS, 3), Laws.numbers(PIXELS, 4));
        Tensor attributions = Laws.images(Laws.numbers(PIXELS, 7), Laws.numbers(PIXELS, 8));
        try (Model model = Laws.linear(folder, W)) {
            Claim claim = Laws.claim(model, Laws.question(images), attributions);
            Evaluated curve = new Deletion(Removing.from(substrate, PIXELS)).evaluate(claim);
            for (int hidden : new int[] {0, 5, PIXELS}) {
                Tensor shown = claim.without(hidden / (double) PIXELS, substrate);
                assertThat(shown.shape()).isEqualTo(images.shape());
                float[] scores = Objects.requireNonNull(
                                model.infer(Map.of("x", shown)).get("out"))
                        .floats();
                for (int row = 0; row < 2; row++) {
                    assertThat((double) scores[row]).isCloseTo(values(curve, "deletion", row)[hidden], within(1e-4));
                }
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> claim.without(1.5, substrate))
                    .withMessageContaining("share");
        }
    }

    private static double abpc(Model model, Question question, double[] attributions) {
        return new PerturbationCurves(ZEROS)
                .evaluate(Laws.claim(model, question, Laws.images(attributions)))
                .number(0);
    }

    @Test
    void rowsOfABatchAreMeasuredAsIfAlone() {
        double[] a = Laws.numbers(PIXELS, 7);
        double[] b = Laws.numbers(PIXELS, 8);
        try (Model model = Laws.bent(folder, 4)) {
            Question both = Laws.question(Laws.images(a, b));
            Tensor attributions = Laws.images(Laws.numbers(PIXELS, 2), Laws.numbers(PIXELS, 3));
            Claim together = Laws.claim(model, both, attributions);
            Claim second = Laws.claim(model, Laws.question(Laws.images(b)), attributions.rows(1, 2));
            for (Evaluation measure : measures()) {
                Evaluated batch = measure.evaluate(together);
                Evaluated alone = measure.evaluate(second);
                batch.numbers()
                        .forEach((name, rows) ->
                                assertThat(rows.get(1)).as(name).isCloseTo(alone.number(name, 0), within(1e-4)));
            }
        }
    }

    /** The explanation is made of each model anew. */
    @ParameterizedTest
    @EnumSource(names = {"DOUBLE", "FLOAT16"})
    void aModelOfAnotherElementTypeIsMeasuredAlike(ElementType type) {
        Tensor x = Laws.images(Laws.numbers(PIXELS, 7), Laws.numbers(PIXELS, 8));
        var algorithm = new IntegratedGradients(new Baseline.Constant(0.1), Quadrature.MIDDLE, 3);
        try (Model model = Laws.bent(folder, 4);
                Model other = Laws.bent(folder, 4, type)) {
            Claim claim = Claim.of(model, Laws.question(x), algorithm);
            Claim same = Claim.of(other, Laws.question(Retyped.tensor(x, type)), algorithm);
            for (Evaluation measure :
                    Stream.concat(measures().stream(), repeating()).toList()) {
                Evaluated expected = measure.evaluate(claim);
                Evaluated found = measure.evaluate(same);
                expected.numbers().forEach((name, rows) -> {
                    // scores are some tens, which FLOAT16 rounds at a hundredth; one of sixteen steps may so go up or
                    // down
                    double bound = (type == ElementType.FLOAT16 ? 0.07 : 1e-4)
                            * rows.stream().mapToDouble(Math::abs).reduce(1, Math::max);
                    for (int row = 0; row < rows.size(); row++) {
                        assertThat(found.number(name, row)).as(name).isCloseTo(rows.get(row), within(bound));
                    }
                });
            }
        }
    }

    /** Those that explain again. */
    private static Stream<Evaluation> repeating() {
        return Stream.of(
                new SensitivityMax(0.02, 3),
                new SeedStability(2),
                new ParameterRandomisation(ParameterRandomisation.Cascade.CASCADING, 2),
                new RandomLogit());
    }

    private static List<Evaluation> measures() {
        return List.of(
                new Deletion(ZEROS),
                new Insertion(ZEROS),
                new PerturbationCurves(Removing.from(Substrate.blurred(1), 8)),
                new Irof(Features.elements(), Substrate.zeros()),
                new Monotonicity(ZEROS),
                new Road(Road.SHARES, new Substrate.Imputed(0), Channels.SUM),
                new MuFidelity(Features.elements(), Baseline.zeros(), 0.3, 20, Correlation.PEARSON),
                new SensitivityN(Features.elements(), Baseline.zeros(), SensitivityN.SHARES, 10),
                new Infidelity(new Disturbance.Gaussian(20, 0.1), Infidelity.Unit.PER_UNIT),
                new AverageDrop(Baseline.zeros(), Channels.SUM),
                new Complexity(Channels.SUM, 0.01));
    }

    @Test
    void irofHidesWholeSegmentsByTheirMean() {
        // segments of 1, 3 and 12 pixels that contribute 2, 3 and 1
        double[] x = new double[PIXELS];
        long[] segments = new long[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            segments[i] = i == 0 ? 0 : i < 4 ? 1 : 2;
            x[i] = i == 0 ? 2 : i < 4 ? 1 : 1 / 12.0;
        }
        double[] ones = new double[PIXELS];
        Arrays.fill(ones, 1);
        try (Model model = Laws.linear(folder, ones)) {
            Features three = Features.given(Map.of("x", Tensor.of(segments, 1, 4, 4)));
            Claim claim = Laws.claim(model, Laws.question(Laws.images(x)), Laws.images(x));
            Evaluated found = new Irof(three, Substrate.zeros()).evaluate(claim);
            double[] expected = {1, 4.5 / 6.5, 1.5 / 6.5, 0.5 / 6.5};
            assertThat(values(found, "irof", 0)).containsExactly(expected, within(1e-5));
            assertThat(found.number(0)).isCloseTo(1 - trapezoids(expected), within(1e-5));
        }
    }

    @Test
    void exactAttributionsOfALinearModelCorrelateFully() {
        double[] x = Laws.numbers(PIXELS, 4);
        Tensor exact = Laws.images(Laws.products(W, x));
        try (Model model = Laws.linear(folder, W)) {
            Claim claim = Laws.claim(model, Laws.question(Laws.images(x)), exact);
            Evaluated n =
                    new SensitivityN(Features.elements(), Baseline.zeros(), SensitivityN.SHARES, 30).evaluate(claim);
            assertThat(n.curves().get("correlation").get(0).values())
                    .allSatisfy(value -> assertThat(value).isCloseTo(1, within(1e-5)));
            Features cells = Cells.over(model, claim.question(), 2);
            for (Correlation correlation : Correlation.values()) {
                Evaluated mu = new MuFidelity(cells, Baseline.zeros(), 0.5, 50, correlation).evaluate(claim);
                assertThat(mu.number(0)).isCloseTo(1, within(1e-5));
            }
        }
    }

    @Test
    void infidelityOfALinearModelIsZeroForWhatTellsTheDrop() {
        double[] x = Laws.numbers(PIXELS, 3);
        double[] start = Laws.numbers(PIXELS, 11);
        double[] way = new double[PIXELS];
        Arrays.setAll(way, i -> W[i] * (x[i] - start[i]));
        Baseline baseline = new Baseline.Paired(Map.of("x", Laws.images(start)));
        try (Model model = Laws.linear(folder, W)) {
            Question question = Laws.question(Laws.images(x));
            Claim gradient = Laws.claim(model, question, Laws.images(W));
            Claim contribution = Laws.claim(model, question, Laws.images(way));
            List<Disturbance> disturbances = List.of(
                    new Disturbance.Squares(baseline, List.of(1, 2, 3), 1),
                    new Disturbance.Gaussian(20, 0.3),
                    new Disturbance.NoisyBaseline(baseline, 20, 0.1));
            for (Disturbance disturbance : disturbances) {
                assertThat(new Infidelity(disturbance, Infidelity.Unit.PER_UNIT)
                                .evaluate(gradient)
                                .number(0))
                        .isCloseTo(0, within(1e-8));
            }
            Infidelity squares = new Infidelity(disturbances.get(0), Infidelity.Unit.CONTRIBUTION);
            assertThat(squares.evaluate(contribution).number(0)).isCloseTo(0, within(1e-8));
            assertThat(squares.evaluate(gradient).number(0)).isGreaterThan(0.1);
        }
    }

    @Test
    void aMapThatKeepsAllLosesNothing() {
        double[] x = Laws.numbers(PIXELS, 3);
        double[] w = Arrays.stream(x).map(v -> v / 100).toArray();
        double[] ones = new double[PIXELS];
        Arrays.fill(ones, 3);
        double[] half = new double[PIXELS];
        Arrays.setAll(half, i -> i == 0 ? 1 : 0.5);
        try (Model model = Laws.linear(folder, w)) {
            Question question = Laws.question(Laws.images(x));
            AverageDrop measure = new AverageDrop(Baseline.zeros(), Channels.SUM);
            assertThat(measure.evaluate(Laws.claim(model, question, Laws.images(ones)))
                            .number(0))
                    .isCloseTo(0, within(1e-6));
            double full = 0.5 + Arrays.stream(Laws.products(w, x)).sum();
            double left = 0.5 + Arrays.stream(Laws.products(w, x)).sum() / 2 + w[0] * x[0] / 2;
            Evaluated dimmed = measure.evaluate(Laws.claim(model, question, Laws.images(half)));
            assertThat(dimmed.number(0)).isCloseTo((full - left) / full, within(1e-5));
            assertThat(dimmed.number("increase", 0)).isZero();
        }
    }

    @Test
    void aScoreThatOnlyGrowsIsMonotonic() {
        double[] x = new double[PIXELS];
        Arrays.setAll(x, i -> 1 + i);
        double[] ones = new double[PIXELS];
        Arrays.fill(ones, 1);
        double[] falling = ones.clone();
        falling[15] = -1;
        Question question = Laws.question(Laws.images(x));
        try (Model model = Laws.linear(folder, ones)) {
            assertThat(new Monotonicity(ZEROS)
                            .evaluate(Laws.claim(model, question, Laws.images(x)))
                            .number(0))
                    .isEqualTo(1);
        }
        try (Model model = Laws.linear(folder, falling)) {
            assertThat(new Monotonicity(ZEROS)
                            .evaluate(Laws.claim(model, question, Laws.images(x)))
                            .number(0))
                    .isEqualTo(15 / 16.0);
        }
    }

    @Test
    void whatIsNotFiniteOrDoesNotFitIsRefused() {
        double[] x = Laws.numbers(PIXELS, 3);
        double[] broken = x.clone();
        broken[3] = Double.NaN;
        try (Model model = Laws.linear(folder, W)) {
            Question question = Laws.question(Laws.images(x));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Deletion(ZEROS).evaluate(Laws.claim(model, question, Laws.images(broken))))
                    .withMessageContaining("NaN as element 3");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new Deletion(ZEROS).evaluate(Laws.claim(model, question, Tensor.of(new float[7], 1, 7))))
                    .withMessageContaining("shape");
            // as many numbers in another order of axes are other pixels
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Deletion(ZEROS)
                            .evaluate(Laws.claim(
                                    model, question, Tensor.of(Laws.images(x).floats(), 2, PIXELS / 4, 2))))
                    .withMessageContaining("shape");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SeedStability(3).evaluate(Laws.claim(model, question, Laws.images(x))))
                    .withMessageContaining("algorithm");
        }
    }

    private static double[] values(Evaluated evaluated, String curve, int row) {
        return evaluated.curves().get(curve).get(row).values().stream()
                .mapToDouble(v -> v)
                .toArray();
    }

    private static double trapezoids(double[] values) {
        double sum = 0;
        for (int i = 1; i < values.length; i++) {
            sum += (values[i] + values[i - 1]) / 2 / (values.length - 1);
        }
        return sum;
    }
}
