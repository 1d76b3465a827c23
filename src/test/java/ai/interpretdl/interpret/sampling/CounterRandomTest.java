package ai.interpretdl.interpret.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
    @Test
    void aStreamIsTheSameWheneverItIsOpened() {
        CounterRandom first = CounterRandom.of(3, 17);
        CounterRandom.of(3, 16).bits();
        CounterRandom again = CounterRandom.of(3, 17);
        for (int i = 0; i < 10; i++) {
            assertThat(again.bits()).isEqualTo(first.bits());
        }
    }

    @Test
    void seedsAndStreamsDiffer() {
        Set<Long> seen = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            for (int stream = 0; stream < 100; stream++) {
                seen.add(CounterRandom.of(seed, stream).bits());
            }
        }
        assertThat(seen).hasSize(10_000);
    }

    /** Along a stream as across streams; the bounds are four standard deviations of the mean. */
    @Test
    void uniformsHaveTheMomentsOfUniforms() {
        CounterRandom one = CounterRandom.of(1, 1);
        double[] along =
                IntStream.range(0, 10_000).mapToDouble(i -> one.uniform()).toArray();
        double[] across = IntStream.range(0, 10_000)
                .mapToDouble(i -> CounterRandom.of(1, i).uniform())
                .toArray();
        for (double[] draws : new double[][] {along, across}) {
            assertThat(mean(draws, u -> u)).isCloseTo(0.5, within(0.0116));
            assertThat(mean(draws, u -> u * u)).isCloseTo(1.0 / 3, within(0.012));
        }
        assertThat(IntStream.range(1, 10_000)
                                .mapToDouble(i -> (across[i] - 0.5) * (across[i - 1] - 0.5))
                                .sum()
                        / 9999)
                .isCloseTo(0, within(0.0034));
    }

    @Test
    void permutationsAreEquallyLikely() {
        int[] seen = new int[27];
        for (int i = 0; i < 12_000; i++) {
            int[] order = CounterRandom.of(5, i).permutation(3);
            seen[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        for (int code : new int[] {5, 7, 11, 15, 19, 21}) {
            // 2000 each, give or take four standard deviations of 41
            assertThat(seen[code]).isBetween(1836, 2164);
        }
    }

    private static double mean(double[] draws, DoubleUnaryOperator f) {
        double sum = 0;
        for (double draw : draws) {
            sum += f.applyAsDouble(draw);
        }
        return sum / draws.length;
    }
}
