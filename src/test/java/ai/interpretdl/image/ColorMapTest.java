package ai.interpretdl.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColorMapTest {
    /** Corners of OpenCV's table. */
    @Test
    void jetTurnsWhereOpenCvsDoes() {
        assertThat(IntStream.of(0, 31, 32, 33, 95, 96, 159, 160, 223, 224, 255).map(ColorMap.JET::rgb))
                .containsExactly(
                        0x000080, 0x0000fc, 0x0000ff, 0x0004ff, 0x00fcff, 0x02fffe, 0xfeff01, 0xfffc00, 0xff0000,
                        0xfc0000, 0x800000);
    }

    private static double[] lab(int rgb) {
        Planes lab = Planes.lab(Picture.of(1, 1, new byte[] {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb}));
        return new double[] {lab.planes[0][0], lab.planes[1][0], lab.planes[2][0]};
    }

    private static double distance(int a, int b) {
        double[] first = lab(a);
        double[] second = lab(b);
        return Math.sqrt(IntStream.range(0, 3)
                .mapToDouble(i -> (first[i] - second[i]) * (first[i] - second[i]))
                .sum());
    }

    /** Fifty equal steps of the uniform map look equally large, to a third; JET's do not. */
    @Test
    void uniformIsPerceptuallyUniform() {
        assertThat(spread(ColorMap.UNIFORM)).isLessThan(1.8);
        assertThat(spread(ColorMap.JET)).isGreaterThan(3);
    }

    private static double spread(ColorMap map) {
        var steps = IntStream.range(0, 51)
                .mapToDouble(i -> distance(map.rgb(5 * i), map.rgb(Math.min(255, 5 * i + 5))))
                .summaryStatistics();
        return steps.getMax() / steps.getMin();
    }

    @Test
    void uniformGrowsLighter() {
        for (int i = 3; i < 256; i++) {
            assertThat(lab(ColorMap.UNIFORM.rgb(i))[0]).isGreaterThan(lab(ColorMap.UNIFORM.rgb(i - 3))[0]);
        }
    }

    @Test
    void divergingIsSymmetricInLightness() {
        for (int i = 0; i < 128; i++) {
            double blue = lab(ColorMap.DIVERGING.rgb(i))[0];
            double red = lab(ColorMap.DIVERGING.rgb(255 - i))[0];
            assertThat(Math.abs(blue - red)).isLessThan(2.5);
        }
    }

    @ParameterizedTest
    @EnumSource(ColorMap.class)
    void entriesOutsideAreTheNearest(ColorMap map) {
        assertThat(map.rgb(-5)).isEqualTo(map.rgb(0));
        assertThat(map.rgb(300)).isEqualTo(map.rgb(255));
    }
}
