package ai.interpretdl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.image.Preprocessing.Channels;
import ai.interpretdl.image.Preprocessing.Layout;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PreprocessingTest {
    /** 4 columns, 6 rows, colours 0 to 71 in reading order: the ramp of InterpretDL's own tests. */
    private static final Picture RAMP = Picture.of(4, 6, bytes(72));

    private static final Preprocessing PLAIN =
            new Preprocessing(List.of(), Channels.RGB, Normalisation.IMAGENET, Layout.NCHW);

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static Picture noise(int width, int height, long seed) {
        byte[] rgb = new byte[3 * width * height];
        new Random(seed).nextBytes(rgb);
        return Picture.of(width, height, rgb);
    }

    @Test
    void cropTakesTheMiddle() {
        Picture crop = new Fit.CentreCrop(2, 2).apply(RAMP);
        assertThat(crop.rgb()).containsExactly(27, 28, 29, 30, 31, 32, 39, 40, 41, 42, 43, 44);
        assertThatThrownBy(() -> new Fit.CentreCrop(5, 2).apply(RAMP)).hasMessageContaining("resize it first");
    }

    /** InterpretDL's float ramp at shorter side 2; with pixels of 8 bits, halves go up. */
    @Test
    void shorterSideGetsItsLength() {
        Picture small = new Fit.ShorterSide(2).apply(RAMP);
        assertThat(small.height()).isEqualTo(3);
        assertThat(small.rgb()).containsExactly(8, 9, 10, 14, 15, 16, 32, 33, 34, 38, 39, 40, 56, 57, 58, 62, 63, 64);
        double[] red = IntStream.range(0, 24).mapToDouble(i -> 3 * i).toArray();
        assertThat(Bilinear.resize(red, 4, 6, 2, 3)).containsExactly(7.5, 13.5, 31.5, 37.5, 55.5, 61.5);
    }

    /** The first two are 7.5 and 12.5, rounded half to even. */
    @ParameterizedTest
    @CsvSource({"3,2,5,8", "5,2,5,12", "451,300,320,481", "300,451,320,320", "7,3,1,2", "1000,1,1,1000"})
    void theOtherSideFollows(int width, int height, int length, int expected) {
        Picture picture = new Fit.ShorterSide(length).apply(noise(width, height, 1));
        assertThat(picture.width()).isEqualTo(expected);
        assertThat(Math.min(picture.width(), picture.height())).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({"31,17,64,64", "64,64,31,17", "10,10,10,3", "5,4,1,1", "1,1,7,9"})
    void pixelsOfEightBitsFollowTheExactResize(int width, int height, int newWidth, int newHeight) {
        Picture picture = noise(width, height, 2);
        Picture resized = new Fit.Exact(newWidth, newHeight).apply(picture);
        for (int channel = 0; channel < 3; channel++) {
            int of = channel;
            double[] plane = IntStream.range(0, width * height)
                    .mapToDouble(i -> picture.value(i / width, i % width, of))
                    .toArray();
            double[] exact = Bilinear.resize(plane, width, height, newWidth, newHeight);
            for (int i = 0; i < exact.length; i++) {
                // Half a level from rounding, the rest from weights of 11 bits.
                assertThat((double) resized.value(i / newWidth, i % newWidth, channel))
                        .isCloseTo(exact[i], within(0.8));
            }
        }
    }

    /** Bilinear interpolation reproduces what is linear, away from the repeated edge. */
    @Test
    void resizingALinearMapGivesTheLine() {
        double[] map = IntStream.range(0, 20)
                .mapToDouble(i -> 3 * (i % 5) - 2 * (i / 5))
                .toArray();
        double[] larger = Bilinear.resize(map, 5, 4, 15, 12);
        for (int row = 2; row < 10; row++) {
            for (int column = 2; column < 13; column++) {
                double expected = 3 * ((column + 0.5) / 3 - 0.5) - 2 * ((row + 0.5) / 3 - 0.5);
                assertThat(larger[row * 15 + column]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    @Test
    void imagenetNumbersAreInterpretDlsOwn() {
        float[] values = PLAIN.apply(RAMP).floats();
        assertThat(values[0]).isEqualTo(-2.117904f);
        assertThat(values[1]).isEqualTo(-2.0665295f);
        assertThat(values[24]).isEqualTo(-2.0182073f);
        assertThat(values[48]).isEqualTo(-1.769586f);
        assertThat(values[23]).isEqualTo(-0.93629587f);
        assertThat(values[47]).isEqualTo(-0.81022406f);
        assertThat(values[71]).isEqualTo(-0.56697166f);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void restoringUndoesNormalising(Layout layout) {
        Picture picture = noise(13, 9, 3);
        for (Normalisation normalisation : List.of(Normalisation.NONE, Normalisation.UNIT, Normalisation.IMAGENET)) {
            for (Channels channels : List.of(Channels.RGB, Channels.BGR)) {
                var preprocessing = new Preprocessing(List.of(), channels, normalisation, layout);
                Tensor input = preprocessing.apply(picture);
                assertThat(preprocessing.restore(input)).isEqualTo(picture);
                assertThat(preprocessing.restore(
                                input.reshape(input.shape().slice(1, 4).dims())))
                        .isEqualTo(picture);
            }
        }
    }

    @Test
    void layoutAndOrderPlaceTheColours() {
        Picture picture = Picture.of(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
        assertThat(numbers(picture, Channels.RGB, Layout.NCHW)).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(numbers(picture, Channels.BGR, Layout.NCHW)).containsExactly(3, 6, 2, 5, 1, 4);
        assertThat(numbers(picture, Channels.BGR, Layout.NHWC)).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(numbers(picture, Channels.GREY, Layout.NHWC)).containsExactly(2, 5);
        assertThat(PLAIN.apply(picture).shape()).hasToString("[1, 3, 1, 2]");
    }

    private static float[] numbers(Picture picture, Channels channels, Layout layout) {
        return new Preprocessing(List.of(), channels, Normalisation.NONE, layout)
                .apply(picture)
                .floats();
    }

    @Test
    void numbersBeyondTheColoursAreClipped() {
        var plain = new Preprocessing(List.of(), Channels.GREY, Normalisation.NONE, Layout.NCHW);
        Picture picture = plain.restore(Tensor.of(new float[] {-7, 300, Float.NaN, 254.6f}, 1, 2, 2));
        assertThat(picture.value(0, 0, 0)).isZero();
        assertThat(picture.value(0, 1, 1)).isEqualTo(255);
        assertThat(picture.value(1, 0, 2)).isZero();
        assertThat(picture.value(1, 1, 0)).isEqualTo(255);
    }

    @Test
    void theModelSeesTheResizedPicture() {
        Picture picture = noise(300, 280, 4);
        Picture seen = Preprocessing.IMAGENET.resized(picture);
        assertThat(seen).hasToString("picture 224x224");
        assertThat(Preprocessing.IMAGENET.apply(picture)).isEqualTo(Preprocessing.IMAGENET.normalise(seen));
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Fit.Exact(0, 5)).hasMessageContaining("0x5");
        assertThatThrownBy(() -> new Normalisation(1, List.of(0.), List.of(0.))).hasMessageContaining("positive");
        assertThatThrownBy(() -> new Normalisation(1, List.of(0.), List.of()))
                .hasMessageContaining("one number a channel");
        var one = new Normalisation(1, List.of(0.), List.of(1.));
        assertThatThrownBy(() -> new Preprocessing(List.of(), Channels.RGB, one, Layout.NCHW))
                .hasMessageContaining("3 channels");
        Tensor two = PLAIN.apply(noise(3, 3, 5)).reshape(3, 1, 3, 3);
        assertThatThrownBy(() -> PLAIN.restore(two)).hasMessageContaining("[3, 1, 3, 3]");
    }
}
