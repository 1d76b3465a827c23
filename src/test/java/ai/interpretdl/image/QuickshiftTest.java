package ai.interpretdl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.tensor.NumpyRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickshiftTest {
    /** 64x64 pixels, NumPy seed 42, integers below 255: the image of InterpretDL's own tests. */
    private static Picture noise() {
        int[] bytes = new NumpyRandom(42).bytesBelow(255, 3 * 64 * 64);
        byte[] rgb = new byte[bytes.length];
        IntStream.range(0, rgb.length).forEach(i -> rgb[i] = (byte) bytes[i]);
        return Picture.of(64, 64, rgb);
    }

    /** What scikit-image answers, by the specification of InterpretDL's behaviour. */
    @Test
    void agreesWithScikitImageOnNoise() {
        long[] ids = Quickshift.LIME.segments(noise()).longs();
        assertThat(Arrays.stream(ids).max()).hasValue(62);
        assertThat(Arrays.copyOf(ids, 12)).containsExactly(9, 10, 19, 20, 0, 20, 19, 19, 19, 19, 19, 19);
        long[] sizes = LongStream.range(0, 10)
                .map(id -> Arrays.stream(ids).filter(other -> other == id).count())
                .toArray();
        assertThat(sizes).containsExactly(1, 2, 3, 2, 1, 2, 5, 1, 1, 2);
    }

    @ParameterizedTest
    @CsvSource({"coffee.png,1,5,10,1", "astronaut.png,0.5,2,6,0", "rocket.jpg,1,3,20,1"})
    void agreesWithTheEquations(String photo, double ratio, double kernelSize, double maxDistance, double sigma) {
        Picture picture = Photos.of(photo, 41, 35);
        var quickshift = new Quickshift(ratio, kernelSize, maxDistance, sigma, 42);
        int[] parents = slowParents(picture, quickshift);
        assertThat(quickshift.segments(picture))
                .isEqualTo(Labels.ofParents(parents).toTensor(35, 41));
    }

    /** Straight from the equations, pixel by pixel in reading order. */
    private static int[] slowParents(Picture picture, Quickshift quickshift) {
        Planes colours = Planes.lab(picture).blurred(quickshift.sigma()).times(quickshift.ratio());
        int pixels = colours.width * colours.height;
        int reach = (int) Math.ceil(3 * quickshift.kernelSize());
        double[] density = new double[pixels];
        var random = new NumpyRandom(quickshift.seed());
        for (int a = 0; a < pixels; a++) {
            for (int b = 0; b < pixels; b++) {
                if (near(colours, a, b, reach)) {
                    double twice = 2 * quickshift.kernelSize() * quickshift.kernelSize();
                    density[a] += Math.exp(-squared(colours, a, b) / twice);
                }
            }
            density[a] += random.normal() * 1e-5;
        }
        return IntStream.range(0, pixels)
                .map(a -> {
                    int best = a;
                    double nearest = Double.POSITIVE_INFINITY;
                    for (int b = 0; b < pixels; b++) {
                        if (near(colours, a, b, reach) && density[b] > density[a] && squared(colours, a, b) < nearest) {
                            nearest = squared(colours, a, b);
                            best = b;
                        }
                    }
                    return Math.sqrt(nearest) > quickshift.maxDistance() ? a : best;
                })
                .toArray();
    }

    private static boolean near(Planes colours, int a, int b, int reach) {
        return Math.abs(a / colours.width - b / colours.width) <= reach
                && Math.abs(a % colours.width - b % colours.width) <= reach;
    }

    private static double squared(Planes colours, int a, int b) {
        double sum = 0;
        for (double[] plane : colours.planes) {
            sum += (plane[a] - plane[b]) * (plane[a] - plane[b]);
        }
        int down = a / colours.width - b / colours.width;
        int right = a % colours.width - b % colours.width;
        return sum + down * down + right * right;
    }

    @Test
    void theFastExponentialIsTheExponential() {
        FastDecay decay = new FastDecay(0.02);
        for (double x = 0; x < 1800; x += 0.37) {
            assertThat(decay.of(x) / Math.exp(-0.02 * x)).isCloseTo(1, within(3e-15));
        }
        assertThat(decay.of(1e9)).isZero();
    }

    @Test
    void whiteAndBlackLieAtTheEndsOfLightness() {
        Planes lab = Planes.lab(Picture.of(3, 1, new byte[] {-1, -1, -1, 0, 0, 0, -1, 0, 0}));
        assertThat(lab.planes[0][0]).isCloseTo(100, within(1e-3));
        assertThat(lab.planes[1][0]).isCloseTo(0, within(0.01));
        assertThat(lab.planes[0][1]).isCloseTo(0, within(1e-9));
        // Pure red of sRGB, by CIE 15: L* 53.24, a* 80.09, b* 67.20.
        assertThat(lab.planes[0][2]).isCloseTo(53.24, within(0.01));
        assertThat(lab.planes[1][2]).isCloseTo(80.09, within(0.02));
        assertThat(lab.planes[2][2]).isCloseTo(67.20, within(0.02));
    }

    @Test
    void blurKeepsTheMean() {
        double[] map = IntStream.range(0, 35).mapToDouble(i -> (i * 31) % 17).toArray();
        double[] kernel = Blur.kernel(1.3);
        double[] blurred = Blur.alongRows(Blur.alongColumns(map, 5, 7, kernel), 5, 7, kernel);
        assertThat(Arrays.stream(blurred).sum()).isCloseTo(Arrays.stream(map).sum(), within(1e-9));
        double[] constant = new double[35];
        Arrays.fill(constant, 3);
        assertThat(Blur.alongRows(constant, 5, 7, kernel))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(constant);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Quickshift(1, 0, 10, 1, 42)).hasMessageContaining("kernelSize 0.0");
        assertThatThrownBy(() -> new Quickshift(1, 500, 10, 1, 42)).hasMessageContaining("resize");
        assertThatThrownBy(() -> new Quickshift(Double.NaN, 5, 10, 1, 42)).hasMessageContaining("ratio NaN");
    }
}
