package ai.interpretdl.interpret.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.interpret.sampling.Hierarchy.Leaf;
import ai.interpretdl.interpret.sampling.Hierarchy.Pair;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HierarchyTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 100})
    void everyFeatureIsThereOnceAndHalvesAreEven(int features) {
        double[][] positions = IntStream.range(0, features)
                .mapToObj(i -> {
                    CounterRandom random = CounterRandom.of(1, i);
                    return new double[] {random.uniform(), random.uniform()};
                })
                .toArray(double[][]::new);
        Hierarchy hierarchy = Hierarchy.halving(positions);
        BitSet all = new BitSet();
        hierarchy.addTo(all);
        assertThat(hierarchy.size()).isEqualTo(features);
        assertThat(all.cardinality()).isEqualTo(features);
        assertThat(all.length()).isEqualTo(features);
        assertThat(depth(hierarchy)).isEqualTo((int) Math.ceil(Math.log(features) / Math.log(2)));
    }

    @Test
    void tokensStayBesideTheirNeighbours() {
        Hierarchy text = Hierarchy.halving(new double[][] {{0}, {1}, {2}, {3}, {4}});
        assertThat(text)
                .isEqualTo(new Pair(
                        new Pair(new Pair(new Leaf(0), new Leaf(1)), new Leaf(2)), new Pair(new Leaf(3), new Leaf(4))));
    }

    @Test
    void theLongerSideIsCutFirst() {
        double[][] wide = {{0, 0}, {0, 1}, {0, 2}, {0, 3}, {1, 0}, {1, 1}, {1, 2}, {1, 3}};
        BitSet left = new BitSet();
        ((Pair) Hierarchy.halving(wide)).first().addTo(left);
        assertThat(left.stream().toArray()).containsExactly(0, 1, 4, 5);
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(() -> Hierarchy.halving(new double[0][])).hasMessageContaining("at least one feature");
    }

    private static int depth(Hierarchy hierarchy) {
        return hierarchy instanceof Pair pair ? 1 + Math.max(depth(pair.first()), depth(pair.second())) : 0;
    }
}
