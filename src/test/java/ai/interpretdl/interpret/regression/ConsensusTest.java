package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConsensusTest {
    private static final double[] ONE = {1, -3, 0.5, 2};
    private static final double[] TWO = {0, 4, 1, 1};

    @ParameterizedTest
    @EnumSource
    void modelsThatAgreeAreTheConsensus(Consensus consensus) {
        double[] agreed = consensus.of(List.of(ONE, ONE, ONE));
        assertThat(agreed).containsExactly(consensus.normalised(ONE), within(1e-15));
        assertThat(consensus.score(ONE, agreed)).isCloseTo(1, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource
    void eachModelHasOneVote(Consensus consensus) {
        double[] both = consensus.of(List.of(ONE, TWO));
        double[] one = consensus.normalised(ONE);
        double[] two = consensus.normalised(TWO);
        for (int i = 0; i < 4; i++) {
            assertThat(both[i]).isCloseTo((one[i] + two[i]) / 2, within(1e-15));
        }
        assertThat(consensus.score(ONE, both)).isLessThan(1);
    }

    @Test
    void normalisedByRange() {
        assertThat(Consensus.MIN_MAX.normalised(new double[] {2, 4, 3})).containsExactly(0, 1, 0.5);
        double[] moved = Arrays.stream(ONE).map(a -> 7 + 3 * a).toArray();
        assertThat(Consensus.MIN_MAX.normalised(moved))
                .containsExactly(Consensus.MIN_MAX.normalised(ONE), within(1e-15));
        assertThat(Consensus.MIN_MAX.normalised(new double[] {5, 5})).containsExactly(0, 0);
    }

    @Test
    void normalisedBySquares() {
        assertThat(Consensus.SQUARED.normalised(new double[] {3, -4})).containsExactly(9.0 / 5, 16.0 / 5);
        assertThat(Consensus.SQUARED.normalised(new double[2])).containsExactly(0, 0);
    }

    @Test
    void refusesNoneAndUnequalOnes() {
        assertThatThrownBy(() -> Consensus.AS_IS.of(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> Consensus.AS_IS.of(List.of(ONE, new double[3])))
                .hasMessageContaining("not 4 and 3");
    }
}
