package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.regression.GlobalWeights.Mean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalWeightsTest {
    private static final double[] WEIGHTS = {3, -1};

    @TempDir
    private Path folder;

    @Test
    void contributionsOfThreeAndMinusOne() {
        assertThat(Contribution.NORM_LIME.of(WEIGHTS)).containsExactly(9.0 / 4, 1.0 / 4);
        assertThat(Contribution.ABSOLUTE.of(WEIGHTS)).containsExactly(3, 1);
        assertThat(Contribution.SQUARE.of(WEIGHTS)).containsExactly(9, 1);
        assertThat(Contribution.NORM_LIME.of(new double[2])).containsExactly(0, 0);
    }

    /** The contributions of NormLIME are the absolute weights, each times its share. */
    @Test
    void aNormLimeContributionIsTheWeightTimesItsShare() {
        double[] weights = {0.5, -2, 0, 1.5};
        double[] contributions = Contribution.NORM_LIME.of(weights);
        for (int i = 0; i < 4; i++) {
            assertThat(contributions[i]).isCloseTo(Math.abs(weights[i]) * Math.abs(weights[i]) / 4, within(1e-15));
        }
    }

    @Test
    void aWeightIsTheMeanOverAllOccurrencesNotOverInputs() {
        GlobalWeights weights = GlobalWeights.EMPTY
                .plus(7, new int[] {0, 0, 1}, new double[] {1, 2, 3}, Contribution.ABSOLUTE)
                .plus(7, new int[] {0}, new double[] {-9}, Contribution.ABSOLUTE)
                .plus(8, new int[] {0}, new double[] {5}, Contribution.ABSOLUTE);
        assertThat(weights.labels().get(7)).containsEntry(0, new Mean(4, 3)).containsEntry(1, new Mean(3, 1));
        assertThat(weights.prior(7, new int[] {1, 0, 5})).containsExactly(3, 4, 0);
        assertThat(weights.prior(9, new int[] {0})).containsExactly(0);
        assertThat(GlobalWeights.EMPTY.labels()).isEmpty();
    }

    @Test
    void wordsThatSpeakAgainstTheLabelDoNotOccur() {
        GlobalWeights weights = GlobalWeights.EMPTY.plusPositive(0, new int[] {4, 5}, WEIGHTS, Contribution.NORM_LIME);
        assertThat(weights.labels().get(0)).containsOnlyKeys(4).containsEntry(4, new Mean(9.0 / 4, 1));
    }

    @Test
    void theOrderOfTheInputsDoesNotMatter() {
        int[] kinds = {0, 1, 0};
        double[] one = {0.3, -0.7, 2};
        double[] two = {1.1, 0.4, -0.2};
        GlobalWeights forth = GlobalWeights.EMPTY
                .plus(1, kinds, one, Contribution.NORM_LIME)
                .plus(1, kinds, two, Contribution.NORM_LIME);
        GlobalWeights back = GlobalWeights.EMPTY
                .plus(1, kinds, two, Contribution.NORM_LIME)
                .plus(1, kinds, one, Contribution.NORM_LIME);
        assertThat(forth.prior(1, kinds)).containsExactly(back.prior(1, kinds), within(1e-15));
    }

    /** One kind that is in half of the inputs: the ridge shrinks its effect by n/4 / (n/4 + 1). */
    @Test
    void presenceAddsItsEffectShrunkByTheRidge() {
        double[][] present = new double[20][2];
        double[][] probabilities = new double[20][2];
        for (int i = 0; i < 20; i++) {
            present[i][0] = i % 2;
            probabilities[i][0] = 0.2 + 0.6 * (i % 2);
            probabilities[i][1] = 1 - probabilities[i][0];
        }
        GlobalWeights weights = GlobalWeights.ofPresence(present, probabilities);
        assertThat(weights.prior(0, new int[] {0, 1})).containsExactly(new double[] {0.6 * 5 / 6, 0}, within(1e-12));
        assertThat(weights.prior(1, new int[] {0, 1})).containsExactly(new double[] {-0.6 * 5 / 6, 0}, within(1e-12));
        assertThat(weights.labels().get(0)).containsOnlyKeys(0);
        assertThat(weights.labels().get(0).get(0).occurrences()).isEqualTo(10);
    }

    @Test
    void aFileHoldsThemExactly() throws IOException {
        GlobalWeights weights = GlobalWeights.EMPTY
                .plus(243, new int[] {0, 3, 3}, new double[] {0.1, -0.7, 1.0 / 3}, Contribution.NORM_LIME)
                .plus(2, new int[] {1}, new double[] {5}, Contribution.SQUARE);
        Path file = folder.resolve("weights.json");
        weights.write(file);
        assertThat(GlobalWeights.read(file).labels()).isEqualTo(weights.labels());
    }

    @Test
    void refusesOtherFilesAndLengths() throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "[1, 2]");
        assertThatThrownBy(() -> GlobalWeights.read(file)).hasMessageContaining("no file of format interpretdl-global");
        assertThatThrownBy(() -> GlobalWeights.EMPTY.plus(0, new int[3], WEIGHTS, Contribution.SQUARE))
                .hasMessage("there are 3 kinds for 2 weights");
    }

    @Test
    void theMapsCannotBeChanged() {
        GlobalWeights weights = GlobalWeights.EMPTY.plus(1, new int[] {0}, new double[] {1}, Contribution.SQUARE);
        assertThatThrownBy(() -> weights.labels().clear()).isInstanceOf(UnsupportedOperationException.class);
        GlobalWeights fitted = GlobalWeights.ofPresence(new double[][] {{1}, {0}}, new double[][] {{1}, {0}});
        assertThatThrownBy(() -> fitted.labels().get(0).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> weights.labels().get(1).clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
