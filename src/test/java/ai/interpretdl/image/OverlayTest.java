package ai.interpretdl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers of InterpretDL's own tests and measured cases, and what holds of every overlay. */
class OverlayTest {
    private static Tensor map(int height, int width, java.util.function.IntToDoubleFunction value) {
        return Tensor.of(IntStream.range(0, height * width).mapToDouble(value).toArray(), height, width);
    }

    private static Picture ramp(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        IntStream.range(0, rgb.length).forEach(i -> rgb[i] = (byte) i);
        return Picture.of(width, height, rgb);
    }

    private static int[] channel(Picture picture, int channel) {
        return IntStream.range(0, picture.width() * picture.height())
                .map(i -> picture.value(i / picture.width(), i % picture.width(), channel))
                .toArray();
    }

    private static int[] colours(Picture picture) {
        return IntStream.range(0, picture.pixels().length)
                .map(i -> picture.pixels()[i] & 0xff)
                .toArray();
    }

    @Test
    void greyRunsToTheNinetyNinthPercentile() {
        Picture grey = Overlay.GREY.draw(map(5, 5, i -> i / 25.0), ramp(5, 5));
        assertThat(channel(grey, 0))
                .containsExactly(
                        0, 10, 21, 32, 42, 53, 64, 75, 85, 96, 107, 118, 128, 139, 150, 160, 171, 182, 193, 203, 214,
                        225, 236, 246, 255);
    }

    @Test
    void overlayGrayscaleIsGreen() {
        assertThat(colours(Overlay.OVERLAY_GRAYSCALE.draw(map(3, 3, i -> i / 9.0), ramp(3, 3))))
                .containsExactly(
                        0, 0, 1, 1, 15, 3, 3, 29, 4, 5, 44, 6, 7, 59, 8, 9, 73, 10, 10, 88, 12, 12, 103, 13, 14, 117,
                        15);
    }

    @Test
    void heatMapIsEnlargedAndColoured() {
        assertThat(colours(Overlay.HEATMAP.draw(map(3, 3, i -> i / 9.0), ramp(4, 4))))
                .containsExactly(
                        0, 0, 128, 0, 0, 204, 0, 44, 255, 0, 124, 255, 0, 108, 255, 0, 188, 255, 30, 255, 226, 110, 255,
                        146, 142, 255, 114, 222, 255, 34, 255, 192, 0, 255, 112, 0, 255, 128, 0, 255, 48, 0, 208, 0, 0,
                        128, 0, 0);
    }

    @Test
    void overlayHeatMap() {
        assertThat(colours(Overlay.OVERLAY_HEATMAP.draw(map(3, 3, i -> i / 9.0), ramp(3, 3))))
                .containsExactly(
                        0, 0, 52, 1, 2, 103, 3, 53, 106, 5, 106, 108, 57, 109, 60, 110, 111, 10, 112, 62, 12, 114, 13,
                        13, 65, 15, 15);
    }

    @Test
    void overlayThreshold() {
        assertThat(colours(Overlay.OVERLAY_THRESHOLD.draw(map(3, 3, i -> i / 9.0), ramp(3, 3))))
                .containsExactly(
                        0, 0, 0, 1, 18, 2, 2, 36, 3, 3, 55, 4, 4, 73, 5, 6, 91, 6, 7, 109, 8, 8, 127, 9, 9, 145, 10);
    }

    /** e = |sin 0.5r · cos 0.3c| on the 16x16 image (7r + 13c + 29ch) mod 256. */
    private static final Tensor WAVES = Tensor.of(waves(16), 16, 16);

    private static float[] waves(int size) {
        float[] waves = new float[size * size];
        for (int i = 0; i < waves.length; i++) {
            waves[i] = (float) Math.abs(Math.sin(0.5 * (i / size)) * Math.cos(0.3 * (i % size)));
        }
        return waves;
    }

    private static final Picture TOY = toy();

    private static Picture toy() {
        byte[] rgb = new byte[3 * 256];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (7 * (i / 48) + 13 * (i / 3 % 16) + 29 * (i % 3));
        }
        return Picture.of(16, 16, rgb);
    }

    @Test
    void measuredGreyCases() {
        Picture grey = Overlay.GREY.draw(WAVES, TOY);
        assertThat(Arrays.stream(channel(grey, 0)).sum()).isEqualTo(26666);
        assertThat(Arrays.copyOfRange(channel(grey, 1), 48, 54)).containsExactly(255, 247, 214, 161, 93, 18);
        Picture overlay = Overlay.OVERLAY_GRAYSCALE.draw(WAVES, TOY);
        assertThat(Arrays.stream(channel(overlay, 0)).sum()).isEqualTo(20480);
        assertThat(Arrays.stream(channel(overlay, 1)).sum()).isEqualTo(32224);
        assertThat(Arrays.stream(channel(overlay, 2)).sum()).isEqualTo(21248);
    }

    @Test
    void measuredHeatCases() {
        float[] corner = new float[16];
        for (int i = 0; i < 16; i++) {
            corner[i] = waves(16)[i / 4 * 16 + i % 4];
        }
        Tensor map = Tensor.of(corner, 4, 4);
        Picture heat = Overlay.HEATMAP.draw(map, TOY);
        assertThat(Arrays.stream(channel(heat, 0)).sum()).isEqualTo(32130);
        assertThat(Arrays.stream(channel(heat, 1)).sum()).isEqualTo(29207);
        assertThat(Arrays.stream(channel(heat, 2)).sum()).isEqualTo(25365);
        assertThat(pixel(heat, 8, 8)).containsExactly(246, 255, 10);
        assertThat(pixel(Overlay.OVERLAY_HEATMAP.draw(map, TOY), 8, 8)).containsExactly(194, 215, 134);
    }

    private static int[] pixel(Picture picture, int row, int column) {
        return IntStream.range(0, 3)
                .map(channel -> picture.value(row, column, channel))
                .toArray();
    }

    @Test
    void divergingShowsZeroAsWhiteAndOppositesAlike() {
        Picture picture = Overlay.DIVERGING.draw(map(1, 5, i -> i - 2), ramp(5, 1));
        assertThat(pixel(picture, 0, 2)).containsExactly(0xf6, 0xf6, 0xf6);
        assertThat(pixel(picture, 0, 0)).containsExactly(0x00, 0x53, 0x9d);
        assertThat(pixel(picture, 0, 4)).containsExactly(0x9e, 0x18, 0x1f);
    }

    @Test
    void channelsAreSummedWithOrWithoutTheirSigns() {
        Tensor opposite = Tensor.of(new double[] {1, -2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 4}, 1, 3, 2, 2);
        Picture sizes = Overlay.GREY.draw(opposite, ramp(2, 2));
        assertThat(sizes.value(0, 1, 0)).isEqualTo(255);
        Tensor sums = Tensor.of(new double[] {1, 0, 0, 4}, 2, 2);
        assertThat(Overlay.HEATMAP.draw(opposite, ramp(2, 2))).isEqualTo(Overlay.HEATMAP.draw(sums, ramp(2, 2)));
    }

    @Test
    void channelsMayComeLast() {
        Picture picture = ramp(5, 4);
        double[] first = IntStream.range(0, 60).mapToDouble(i -> Math.sin(i)).toArray();
        double[] last = IntStream.range(0, 60)
                .mapToDouble(i -> first[i % 3 * 20 + i / 3])
                .toArray();
        assertThat(Overlay.UNIFORM.draw(Tensor.of(last, 1, 4, 5, 3), picture))
                .isEqualTo(Overlay.UNIFORM.draw(Tensor.of(first, 1, 3, 4, 5), picture));
    }

    /** A single pixel stands out even where the 99th percentile is the minimum. */
    @ParameterizedTest
    @EnumSource(Overlay.class)
    void oneMarkIsSeen(Overlay overlay) {
        Picture black = Picture.of(40, 40, new byte[4800]);
        Picture picture = overlay.draw(map(40, 40, i -> i == 820 ? 1 : 0), black);
        assertThat(pixel(picture, 20, 20)).isNotEqualTo(pixel(picture, 5, 5));
    }

    /** Where there is nothing to see the picture says so: the captions differ from each other and from no caption. */
    @ParameterizedTest
    @EnumSource(Overlay.class)
    void mapsWithoutARangeSaySo(Overlay overlay) {
        Picture picture = Photos.of("rocket.jpg", 120, 90);
        Picture zero = overlay.draw(map(90, 120, i -> 0), picture);
        Picture constant = overlay.draw(map(90, 120, i -> 0.25), picture);
        Picture notFinite = overlay.draw(map(90, 120, i -> i == 7 ? Double.NaN : 0), picture);
        Picture varied = overlay.draw(map(90, 120, i -> i == 7 ? 1e-9 : 0), picture);
        assertThat(foot(zero))
                .isNotEqualTo(foot(constant))
                .isNotEqualTo(foot(notFinite))
                .isNotEqualTo(foot(varied));
        assertThat(foot(constant)).isNotEqualTo(foot(notFinite));
    }

    /** A colour found on the picture, looked up on the bar between its numbers, is the number of the map there. */
    @ParameterizedTest
    @EnumSource(names = {"GREY", "HEATMAP", "UNIFORM", "DIVERGING"})
    void theBarTellsTheNumbersOfTheColours(Overlay overlay) {
        Tensor map = map(20, 20, i -> 0.01 * i - 1);
        Depiction drawn = overlay.depict(map, ramp(20, 20));
        Legend.Bar bar = (Legend.Bar) drawn.legend();
        double low = number(bar.low());
        double high = number(bar.high());
        boolean sizes = overlay == Overlay.GREY || overlay == Overlay.UNIFORM;
        for (int i = 0; i < 400; i++) {
            double value = sizes ? Math.abs(map.floats()[i]) : map.floats()[i];
            int entry = (int) Math.rint(255 * (value - low) / (high - low));
            int[] shown = pixel(drawn.picture(), i / 20, i % 20);
            // the labels have three digits, and the original cuts fractions off
            assertThat(IntStream.rangeClosed(entry - 2, entry + 2)
                            .mapToObj(near -> colour(bar.map().rgb(near))))
                    .anyMatch(near -> Arrays.equals(near, shown));
        }
    }

    private static double number(String label) {
        return Double.parseDouble(label.split(" ")[0].replace('−', '-'));
    }

    private static int[] colour(int rgb) {
        return new int[] {rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff};
    }

    @Test
    void legendsSayWhatIsForItAndWhatLiesBeyondTheEnds() {
        Tensor few = map(40, 40, i -> i == 820 ? -8 : i % 160 == 0 ? 2 : 0);
        assertThat(Overlay.OVERLAY_DIVERGING.depict(few, ramp(40, 40)).legend())
                .isEqualTo(new Legend.Bar(ColorMap.DIVERGING, "−2 against it", "2 for it"));
        assertThat(Overlay.OVERLAY_UNIFORM.depict(few, ramp(40, 40)).legend())
                .isEqualTo(new Legend.Bar(ColorMap.UNIFORM, "0", "2 or more"));
        assertThat(Overlay.OVERLAY_HEATMAP.depict(few, ramp(40, 40)).legend())
                .isEqualTo(new Legend.Bar(ColorMap.JET, "-8", "2"));
        assertThat(Overlay.POSITIVE.depict(few, ramp(40, 40)).legend())
                .isEqualTo(new Legend.Bar(ColorMap.GREEN, "0", "1"));
        assertThat(Overlay.OVERLAY_THRESHOLD.depict(few, ramp(40, 40)).legend()).isEqualTo(Superpixels.MARKS);
    }

    /** Where a map has no range, a bar would have two equal ends; one that is symmetric about 0 has two of any number but 0. */
    @ParameterizedTest
    @EnumSource(Overlay.class)
    void mapsWithoutARangeHaveNoLegend(Overlay overlay) {
        Picture picture = ramp(20, 20);
        boolean signed = overlay == Overlay.DIVERGING || overlay == Overlay.OVERLAY_DIVERGING;
        for (double value : new double[] {0, signed ? 0 : 0.25, Double.NaN}) {
            assertThat(overlay.depict(map(20, 20, i -> value), picture).legend())
                    .isEqualTo(new Legend.None());
        }
        assertThat(overlay.depict(map(20, 20, i -> i == 7 ? 1 : 0), picture)
                        .legend()
                        .height())
                .isPositive();
    }

    private static int[] foot(Picture picture) {
        int[] all = colours(picture);
        return Arrays.copyOfRange(all, all.length * 9 / 10, all.length);
    }

    @ParameterizedTest
    @EnumSource(Overlay.class)
    void otherSizesAreResizedAndOtherRanksRefused(Overlay overlay) {
        Picture picture = Photos.of("rocket.jpg", 50, 40);
        assertThat(overlay.draw(map(7, 9, i -> i), picture)).hasToString("picture 50x40");
        assertThatThrownBy(() -> overlay.draw(Tensor.of(new double[2], 2), picture))
                .hasMessageContaining("[2]");
        assertThatThrownBy(() -> overlay.draw(Tensor.of(new double[96], 2, 3, 4, 4), picture))
                .hasMessageContaining("one row");
    }

    @Test
    void superpixelsAreMarkedByPositiveWeight() {
        Tensor segments = new Grid(4, 4).segments(TOY);
        Tensor weights = map(1, 16, i -> Math.sin(i + 1));
        float[] mask = Superpixels.mark(segments, weights, Superpixels.MARKED).floats();
        long[] ids = segments.longs();
        int[] marked = IntStream.range(0, 256).filter(i -> mask[i] == 1).toArray();
        assertThat(marked).hasSize(48);
        assertThat(Arrays.stream(marked).mapToLong(i -> ids[i]).distinct()).containsExactlyInAnyOrder(1L, 7L, 13L);
        float[] single = Superpixels.mark(new Grid(1, 1).segments(TOY), Tensor.of(new float[] {5}, 1), 0.2)
                .floats();
        assertThat(single).containsOnly(0);
    }

    @Test
    void paintedSuperpixelsCarryTheirWeights() {
        Tensor segments = Tensor.of(new long[] {0, 1, -1, 1}, 2, 2);
        assertThat(Superpixels.paint(segments, Tensor.of(new float[] {3, -4}, 2))
                        .floats())
                .containsExactly(3, -4, 0, -4);
        assertThatThrownBy(() -> Superpixels.paint(segments, Tensor.of(new float[] {3}, 1)))
                .hasMessageContaining("segment 1");
    }

    @Test
    void outlinesLieBetweenSuperpixels() {
        Picture black = Picture.of(6, 4, new byte[72]);
        Picture outlined = Superpixels.outline(new Grid(1, 2).segments(black), black);
        assertThat(channel(outlined, 0))
                .containsExactly(
                        IntStream.range(0, 24).map(i -> i % 6 == 2 ? 255 : 0).toArray());
    }
}
