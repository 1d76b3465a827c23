package ai.interpretdl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentationTest {
    private static final Picture PHOTO = Photos.of("coffee.png", 96, 64);

    static Stream<Segmentation> all() {
        return Stream.of(
                Quickshift.LIME,
                Slic.DEFAULT,
                new Slic(1, 1),
                new Slic(100_000, 1),
                Felzenszwalb.DEFAULT,
                new Felzenszwalb(0, 0, 1),
                new Grid(4, 6),
                new Grid(1000, 1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void idsHaveNoGapAndComeInReadingOrder(Segmentation segmentation) {
        Tensor segments = segmentation.segments(PHOTO);
        assertThat(segments.shape().dims()).containsExactly(64, 96);
        long[] distinct = Arrays.stream(segments.longs()).sorted().distinct().toArray();
        assertThat(distinct[0]).isZero();
        assertThat(distinct[distinct.length - 1]).isEqualTo(distinct.length - 1);
        assertThat(segmentation.segments(PHOTO)).isEqualTo(segments);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPixelIsASuperpixel(Segmentation segmentation) {
        Picture pixel = Picture.of(1, 1, new byte[] {1, 2, 3});
        assertThat(segmentation.segments(pixel).longs()).containsExactly(0);
    }

    static Stream<Segmentation> edgeFollowers() {
        return Stream.of(Quickshift.LIME, new Slic(24, 1), new Felzenszwalb(50, 0.5, 20));
    }

    /** A red disc on blue: no superpixel has more than a few pixels on the wrong side. */
    @ParameterizedTest
    @MethodSource("edgeFollowers")
    void superpixelsRespectAStrongEdge(Segmentation segmentation) {
        Picture disc = disc();
        long[] ids = segmentation.segments(disc).longs();
        int count = (int) Arrays.stream(ids).max().orElseThrow() + 1;
        int[] red = new int[count];
        int[] all = new int[count];
        for (int i = 0; i < ids.length; i++) {
            red[(int) ids[i]] += disc.value(i / 60, i % 60, 0) > 100 ? 1 : 0;
            all[(int) ids[i]]++;
        }
        int wrong = 0;
        for (int i = 0; i < count; i++) {
            wrong += Math.min(red[i], all[i] - red[i]);
        }
        assertThat(wrong).isLessThan(60 * 60 / 50);
        assertThat(count).isGreaterThan(1);
    }

    private static Picture disc() {
        byte[] rgb = new byte[3 * 60 * 60];
        for (int i = 0; i < 60 * 60; i++) {
            boolean inside = Math.hypot(i / 60 - 29.5, i % 60 - 33) < 17;
            rgb[3 * i] = (byte) (inside ? 220 : 20);
            rgb[3 * i + 2] = (byte) (inside ? 30 : 180);
        }
        return Picture.of(60, 60, rgb);
    }

    @Test
    void felzenszwalbFindsTheTwoRegionsOfADisc() {
        long[] ids = new Felzenszwalb(50, 0, 20).segments(disc()).longs();
        assertThat(Arrays.stream(ids).max()).hasValue(1);
        assertThat(ids[29 * 60 + 33]).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"20", "100", "300"})
    void slicMakesAboutAsManyAsAsked(int asked) {
        long[] ids = new Slic(asked, 20).segments(PHOTO).longs();
        assertThat(Arrays.stream(ids).max().orElseThrow() + 1).isBetween(asked * 6L / 10, asked * 14L / 10);
    }

    /** All but quickshift, whose steps may jump over pixels. */
    static Stream<Segmentation> connected() {
        return all().filter(segmentation -> !(segmentation instanceof Quickshift));
    }

    @ParameterizedTest
    @MethodSource("connected")
    void superpixelsAreConnected(Segmentation segmentation) {
        long[] ids = segmentation.segments(PHOTO).longs();
        DisjointSets sets = new DisjointSets(ids.length);
        for (int i = 0; i < ids.length; i++) {
            for (int step : new int[] {1, 96, 97, 95}) {
                int column = i % 96 + (step == 96 ? 0 : step == 95 ? -1 : 1);
                if (column >= 0 && column < 96 && i + step < ids.length && ids[i] == ids[i + step]) {
                    int a = sets.find(i);
                    int b = sets.find(i + step);
                    if (a != b) {
                        sets.join(a, b);
                    }
                }
            }
        }
        assertThat(Labels.of(sets).count()).isEqualTo(Arrays.stream(ids).max().orElseThrow() + 1);
    }

    @ParameterizedTest
    @CsvSource({"1", "20", "100"})
    void felzenszwalbLeavesNothingSmallerThanAsked(int fewest) {
        long[] ids = new Felzenszwalb(20, 0.8, fewest).segments(PHOTO).longs();
        for (long id = 0; id <= Arrays.stream(ids).max().orElseThrow(); id++) {
            long wanted = id;
            assertThat(Arrays.stream(ids).filter(other -> other == wanted).count())
                    .isGreaterThanOrEqualTo(fewest);
        }
    }

    @Test
    void gridCellsAreEqual() {
        Picture square = Picture.of(16, 16, new byte[3 * 256]);
        long[] ids = new Grid(4, 4).segments(square).longs();
        for (int i = 0; i < 256; i++) {
            assertThat(ids[i]).isEqualTo(4 * (i / 16 / 4) + i % 16 / 4);
        }
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Grid(0, 3)).hasMessageContaining("0x3");
        assertThatThrownBy(() -> new Slic(0, 3)).hasMessageContaining("segments 0");
        assertThatThrownBy(() -> new Felzenszwalb(1, 1, 0)).hasMessageContaining("minSize");
    }
}
