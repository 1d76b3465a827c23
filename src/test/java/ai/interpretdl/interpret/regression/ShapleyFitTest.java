package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.ReferenceCase;
import ai.interpretdl.interpret.sampling.Coalitions;
import ai.interpretdl.interpret.sampling.Masks;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapleyFitTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 10})
    void allCoalitionsGiveTheShapleyValues(int features) {
        Coalitions coalitions = Coalitions.of(features, 1024, 1);
        ShapleyValues fitted = new ShapleyFit(coalitions).values(Games.random(5, coalitions.masks()));
        double[] exact =
                ShapleyValues.exact(Games.random(5, Masks.all(features))).values();
        assertThat(fitted.values()).containsExactly(exact, within(1e-11));
        assertThat(fitted.standardErrors().orElseThrow()).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"12, 4", "12, 20", "12, 300", "50, 500", "200, 60"})
    void valuesSumExactlyHoweverFewTheSamples(int features, int samples) {
        Coalitions coalitions = Coalitions.of(features, samples, 2);
        double[] scores = Games.random(6, coalitions.masks());
        ShapleyValues values = new ShapleyFit(coalitions).values(scores);
        assertThat(values.base()).isEqualTo(scores[0]);
        assertThat(Arrays.stream(values.values()).sum()).isCloseTo(scores[1] - scores[0], within(1e-11));
    }

    @ParameterizedTest
    @CsvSource({"12, 40", "12, 300", "50, 500"})
    void anAdditiveScoreIsFoundFromAnySampleThatDeterminesIt(int features, int samples) {
        double[] truth =
                IntStream.range(0, features).mapToDouble(j -> Math.cos(3 * j)).toArray();
        Coalitions coalitions = Coalitions.of(features, samples, 3);
        Masks masks = coalitions.masks();
        double[] scores = IntStream.range(0, masks.samples())
                .mapToDouble(i ->
                        4 + masks.row(i).stream().mapToDouble(j -> truth[j]).sum())
                .toArray();
        ShapleyValues values = new ShapleyFit(coalitions).values(scores);
        assertThat(values.values()).containsExactly(truth, within(1e-10));
        assertThat(values.standardErrors().orElseThrow()).containsExactly(new double[features], within(1e-9));
    }

    /** The fit straight from its definition: no step that keeps the sum improves it. */
    @Test
    void noExchangeBetweenTwoFeaturesImprovesTheFit() {
        Coalitions coalitions = Coalitions.of(9, 120, 4);
        double[] scores = Games.random(7, coalitions.masks());
        double[] values = new ShapleyFit(coalitions).values(scores).values();
        double best = misfit(coalitions, scores, values);
        for (int from = 0; from < 9; from++) {
            for (int to = 0; to < 9; to++) {
                double[] moved = values.clone();
                moved[from] -= 1e-3;
                moved[to] += 1e-3;
                assertThat(misfit(coalitions, scores, moved)).isGreaterThanOrEqualTo(best);
            }
        }
    }

    @Test
    void whatIsUnknownIsSharedEqually() {
        // One pair of coalitions tells two groups apart, nothing inside them.
        Coalitions coalitions = Coalitions.of(10, 4, 5);
        Masks masks = coalitions.masks();
        double[] values =
                new ShapleyFit(coalitions).values(Games.random(8, masks)).values();
        double[] inside =
                masks.row(2).stream().mapToDouble(j -> values[j]).distinct().toArray();
        assertThat(Arrays.stream(inside).max().orElseThrow()
                        - Arrays.stream(inside).min().orElseThrow())
                .isCloseTo(0, within(1e-12));
        assertThat(new ShapleyFit(coalitions).values(Games.random(8, masks)).standardErrors())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shapley-simple", "shapley-mask", "shapley-linear-region", "shapley-multi-input-mask"})
    void kernelShapAgreesWithTheReference(String id) {
        JsonNode reference = ReferenceCase.of(id);
        TinyNet net = new TinyNet(reference, 0);
        Coalitions coalitions = Coalitions.of(net.features(), 500, 1);
        double[] values = new ShapleyFit(coalitions)
                .values(net.scores(coalitions.masks()))
                .values();
        for (String input : net.inputs()) {
            double[] shown = Arrays.stream(net.featuresOf(input))
                    .mapToDouble(j -> values[j])
                    .toArray();
            assertThat(shown)
                    .containsExactly(
                            ReferenceCase.numbers(
                                    reference.get("expected").get(input).get(0)),
                            within(1e-6));
        }
    }

    /** The score of a coalition is the mean over background rows; the model is one linear layer. */
    @Test
    void kernelShapOverABackgroundAgreesWithTheReference() {
        JsonNode reference = ReferenceCase.of("kernelshap-sum-skip");
        double[] weight = ReferenceCase.table(reference.at("/model/0/weight"))[0];
        double[][] background = ReferenceCase.table(reference.at("/baseline/x"));
        double[][] inputs = ReferenceCase.table(reference.at("/input/x"));
        Coalitions coalitions = Coalitions.of(5, 35, 1);
        ShapleyFit fit = new ShapleyFit(coalitions);
        for (int row = 0; row < inputs.length; row++) {
            double[] scores = scores(coalitions.masks(), weight, inputs[row], background);
            assertThat(fit.values(scores).values())
                    .containsExactly(
                            ReferenceCase.numbers(reference.at("/expected/x").get(row)), within(1e-8));
        }
    }

    @Test
    void onlyFeaturesThatVaryGetCredit() {
        JsonNode reference = ReferenceCase.of("kernelshap-one-variance");
        Coalitions coalitions = Coalitions.of(3, 100, 1);
        for (int output = 0; output < 2; output++) {
            double[] weight = ReferenceCase.table(reference.at("/model/0/weight"))[output];
            for (int row = 0; row < 2; row++) {
                double[] input = ReferenceCase.table(reference.at("/input/x"))[row];
                double[][] background = {ReferenceCase.table(reference.at("/baseline/x"))[row]};
                double[] values = new ShapleyFit(coalitions)
                        .values(scores(coalitions.masks(), weight, input, background))
                        .values();
                JsonNode expected =
                        reference.at("/expected/out" + output + ".x").get(row);
                assertThat(values).containsExactly(ReferenceCase.numbers(expected), within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 60", "12, 100", "12, 600"})
    void standardErrorsTellTheDistanceFromTheExactValues(int features, int samples) {
        double[] exact =
                ShapleyValues.exact(Games.saturating(Masks.all(features))).values();
        double actual = 0;
        double claimed = 0;
        int seeds = 150;
        for (int seed = 0; seed < seeds; seed++) {
            Coalitions coalitions = Coalitions.of(features, samples, seed);
            ShapleyValues values = new ShapleyFit(coalitions).values(Games.saturating(coalitions.masks()));
            for (int j = 0; j < features; j++) {
                double error = values.values()[j] - exact[j];
                actual += error * error;
                claimed += Math.pow(values.standardErrors().orElseThrow()[j], 2);
            }
        }
        // Features share their errors, so 150 seeds know the ratio to about 5 %.
        assertThat(Math.sqrt(claimed / actual)).isBetween(0.88, 1.12);
    }

    @Test
    void refusesAnotherNumberOfScores() {
        assertThatThrownBy(() -> new ShapleyFit(Coalitions.of(3, 8, 0)).values(new double[7]))
                .hasMessage("there are 8 coalitions, but 7 scores");
    }

    private static double misfit(Coalitions coalitions, double[] scores, double[] values) {
        double sum = 0;
        for (int i = 2; i < scores.length; i++) {
            double predicted = scores[0]
                    + coalitions.masks().row(i).stream()
                            .mapToDouble(j -> values[j])
                            .sum();
            sum += coalitions.weights()[i] * (scores[i] - predicted) * (scores[i] - predicted);
        }
        return sum;
    }

    private static double[] scores(Masks masks, double[] weight, double[] input, double[][] background) {
        return IntStream.range(0, masks.samples())
                .mapToDouble(i -> {
                    double sum = 0;
                    for (double[] absent : background) {
                        for (int j = 0; j < input.length; j++) {
                            sum += weight[j] * (masks.row(i).get(j) ? input[j] : absent[j]) / background.length;
                        }
                    }
                    return sum;
                })
                .toArray();
    }
}
