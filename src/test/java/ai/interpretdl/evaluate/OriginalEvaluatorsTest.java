package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers that InterpretDL's own evaluators give on the toy. */
class OriginalEvaluatorsTest {
    private static final OriginalToy TOY = new OriginalToy(16, 64);

    @TempDir
    Path folder;

    private static double wave(int pixel) {
        return Math.sin(0.5 * (pixel / 16)) + Math.cos(0.3 * (pixel % 16));
    }

    /** LIME's weights on a grid of 4 x 4 pixels. */
    private static double weight(int pixel) {
        return Math.sin(4 * (pixel / 16 / 4) + pixel % 16 / 4 + 1);
    }

    @Test
    void deletionAndInsertion() {
        try (Model model = TOY.open(folder)) {
            Claim claim = TOY.claim(model, OutputKind.PROBABILITY, OriginalEvaluatorsTest::wave);
            Removing removing = new Removing(TOY.grey(), new Steps(20, Steps.Spacing.PERCENTILES), Channels.SUM);
            Evaluated deletion = new Deletion(removing).evaluate(claim);
            Evaluated insertion = new Insertion(removing).evaluate(claim);

            assertThat(deletion.number("deletion_mean", 0)).isCloseTo(0.7736162, within(1e-5));
            assertThat(insertion.number("insertion_mean", 0)).isCloseTo(0.6377989, within(1e-5));
            assertThat(values(deletion)).hasSize(21).startsWith(0.95096, 0.94998, 0.94557);
            assertThat(values(insertion)).hasSize(21).startsWith(0.29328, 0.30699, 0.34851);
        }
    }

    @Test
    void perturbation() {
        try (Model model = TOY.open(folder)) {
            Claim claim = TOY.claim(model, OutputKind.PROBABILITY, OriginalEvaluatorsTest::wave);
            Removing removing = new Removing(TOY.grey(), new Steps(20, Steps.Spacing.PERCENTILES), Channels.SUM);
            Evaluated curves = new PerturbationCurves(removing).evaluate(claim);
            assertThat(curves.number("morf_mean", 0)).isCloseTo(0.7736162, within(1e-5));
            assertThat(curves.number("lerf_mean", 0)).isCloseTo(0.6382732, within(1e-5));
        }
    }

    @Test
    void superpixelsOfLimeBySizeOfTheirWeights() {
        try (Model model = TOY.open(folder)) {
            Claim claim = TOY.claim(model, OutputKind.PROBABILITY, OriginalEvaluatorsTest::weight);
            Removing all = new Removing(TOY.grey(), new Steps(20, Steps.Spacing.LEVELS), Channels.ABSOLUTE);
            Removing five = new Removing(TOY.grey(), new Steps(5, Steps.Spacing.LEVELS), Channels.ABSOLUTE);
            assertThat(values(new Deletion(all).evaluate(claim))).hasSize(17);
            assertThat(new Deletion(all).evaluate(claim).number("deletion_mean", 0))
                    .isCloseTo(0.6312445, within(1e-5));
            assertThat(new Insertion(all).evaluate(claim).number("insertion_mean", 0))
                    .isCloseTo(0.7829111, within(1e-5));
            assertThat(new Deletion(five).evaluate(claim).number("deletion_mean", 0))
                    .isCloseTo(0.6470847, within(1e-5));
            assertThat(new Insertion(five).evaluate(claim).number("insertion_mean", 0))
                    .isCloseTo(0.7693195, within(1e-5));
        }
    }

    @Test
    void infidelityOfSquares() {
        OriginalToy large = new OriginalToy(160, 640);
        try (Model model = large.open(folder)) {
            Claim claim =
                    large.claim(model, OutputKind.RAW, p -> Math.sin(0.05 * (p / 160)) + Math.cos(0.03 * (p % 160)));
            Disturbance squares = Disturbance.Squares.original(large.grey().baseline());
            Evaluated found = new Infidelity(squares, Infidelity.Unit.CONTRIBUTION).evaluate(claim);
            assertThat(found.number("infidelity_scaled", 0)).isCloseTo(0.5956216, within(1e-4));
        }
    }

    @Test
    void boxOfThePointingGame() {
        try (Model model = TOY.open(folder)) {
            Claim claim = TOY.claim(model, OutputKind.PROBABILITY, OriginalEvaluatorsTest::wave);
            Truth truth = Truth.boxes(List.of(List.of(new Truth.Box(2, 1, 9, 6))), 16, 16);
            Evaluated found = new Localisation(truth, 0.25, 10, Channels.SUM).evaluate(claim);
            assertThat(found.number("precision", 0)).isCloseTo(0.32857143, within(1e-6));
            assertThat(found.number("recall", 0)).isCloseTo(0.65714286, within(1e-6));
            assertThat(found.number("localisation", 0)).isCloseTo(0.43809479, within(1e-6));
            assertThat(found.number("auc", 0)).isCloseTo(0.81952165, within(1e-6));
            assertThat(found.number("average_precision", 0)).isCloseTo(0.31334846, within(1e-6));
        }
    }

    private static List<Double> values(Evaluated evaluated) {
        return evaluated.curves().values().iterator().next().get(0).values().stream()
                .map(value -> Math.round(value * 1e5) / 1e5)
                .toList();
    }
}
