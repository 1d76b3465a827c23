package ai.interpretdl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.image.Hierarchy.Merge;
import ai.interpretdl.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HierarchyTest {
    @Test
    void everyNodeIsMergedOnceButTheRoot() {
        Picture photo = Photos.of("chelsea.png", 80, 60);
        Hierarchy tree = Hierarchy.of(Quickshift.LIME.segments(photo), photo);
        Set<Integer> merged = new HashSet<>();
        for (int i = 0; i < tree.merges().size(); i++) {
            Merge merge = tree.merges().get(i);
            assertThat(merge.second()).isLessThan(tree.leaves() + i);
            assertThat(merged.add(merge.first())).isTrue();
            assertThat(merged.add(merge.second())).isTrue();
        }
        assertThat(merged).hasSize(2 * tree.leaves() - 2).doesNotContain(2 * tree.leaves() - 2);
        assertThat(tree.toTensor().shape().dims()).containsExactly(tree.leaves() - 1, 2);
    }

    /** Grey 0, 10, 100, 200 side by side: the two dark ones first, then the lighter ones, though they differ as much. */
    @Test
    void alikeNeighboursMergeFirst() {
        assertThat(stripes(0, 10, 100, 140).merges())
                .containsExactly(new Merge(0, 1), new Merge(2, 3), new Merge(4, 5));
    }

    /** Alike, but not neighbours: 0 and 2 wait until 1 is joined to one of them. */
    @Test
    void onlyNeighboursMerge() {
        assertThat(stripes(50, 200, 50).merges().get(0)).isIn(new Merge(0, 1), new Merge(1, 2));
    }

    /** Of equal steps in lightness the smaller union costs less. */
    @Test
    void smallRegionsMergeBeforeLargeOnes() {
        Picture picture = Picture.of(6, 1, greys(0, 0, 0, 0, 60, 0));
        Hierarchy tree = Hierarchy.of(Tensor.of(new long[] {0, 0, 0, 0, 1, 2}, 1, 6), picture);
        assertThat(tree.merges()).containsExactly(new Merge(1, 2), new Merge(0, 3));
    }

    @Test
    void regionsApartAreMergedInTheEnd() {
        Picture picture = Picture.of(7, 1, greys(0, 9, 10, 9, 200, 9, 190));
        Hierarchy tree = Hierarchy.of(Tensor.of(new long[] {0, -1, 1, -1, 2, -1, 3}, 1, 7), picture);
        assertThat(tree.merges()).containsExactly(new Merge(0, 1), new Merge(2, 3), new Merge(4, 5));
    }

    @Test
    void oneSuperpixelNeedsNoMerge() {
        assertThat(stripes(7).merges()).isEmpty();
    }

    @Test
    void idsAreChecked() {
        Picture picture = Picture.of(2, 1, greys(0, 1));
        assertThatThrownBy(() -> Hierarchy.of(Tensor.of(new long[] {0, 2}, 1, 2), picture))
                .hasMessageContaining("id 1");
        assertThatThrownBy(() -> Hierarchy.of(Tensor.of(new long[] {-1, -1}, 1, 2), picture))
                .hasMessageContaining("no pixel");
        assertThatThrownBy(() -> Hierarchy.of(Tensor.of(new long[] {0}, 1), picture))
                .hasMessageContaining("[1, 2]");
    }

    private static Hierarchy stripes(int... levels) {
        Picture picture = Picture.of(levels.length, 1, greys(levels));
        return Hierarchy.of(new Grid(1, levels.length).segments(picture), picture);
    }

    private static byte[] greys(int... levels) {
        byte[] rgb = new byte[3 * levels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) levels[i / 3];
        }
        return rgb;
    }
}
