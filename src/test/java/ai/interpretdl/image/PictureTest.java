package ai.interpretdl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.image.PictureException.Reason;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
    private static final Picture RAMP = Picture.of(Encoded.ramp(24, 16, BufferedImage.TYPE_INT_RGB));

    @Test
    void losslessFormatsGiveBackThePixels(@TempDir Path folder) throws IOException {
        RAMP.writePng(folder.resolve("ramp.png"));

        assertThat(Picture.read(Files.readAllBytes(folder.resolve("ramp.png")))).isEqualTo(RAMP);
        assertThat(Picture.read(Encoded.resource("lossless.webp"))).isEqualTo(RAMP);
        assertThat(RAMP.value(3, 7, 0)).isEqualTo(70);
        assertThat(RAMP.value(3, 7, 1)).isEqualTo(45);
        assertThat(RAMP.value(3, 7, 2)).isEqualTo(21);
    }

    @Test
    void lossyFormatsComeClose() {
        assertThat(difference(Picture.read(Encoded.resource("lossy.webp")), RAMP))
                .isLessThan(8);
        Picture smooth = Picture.of(16, 16, new byte[3 * 16 * 16]);
        assertThat(difference(Picture.read(Encoded.as("jpeg", smooth.toBufferedImage())), smooth))
                .isLessThan(2);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_ARGB_PRE,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_INT_BGR
            })
    void everyKindOfJavaImageKeepsItsColours(int type) {
        assertThat(Picture.of(Encoded.ramp(24, 16, type))).isEqualTo(RAMP);
    }

    @Test
    void alphaIsDroppedNotComposited() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x10c86432);
        Picture picture = Picture.read(Encoded.as("png", image));
        assertThat(picture.rgb()).containsExactly(0xc8, 0x64, 0x32);
    }

    @Test
    void greyIsRepeatedAsStored() {
        BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            image.getRaster().setSample(i, 0, 0, i);
        }
        assertGreyRamp(Picture.read(Encoded.as("png", image)), 0);
        assertGreyRamp(Picture.read(Encoded.as("jpeg", image)), 12);
        assertGreyRamp(Picture.read(Encoded.as("gif", image)), 0);
    }

    @Test
    void sixteenBitsAreCutToEight() {
        BufferedImage grey = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
        short[] numbers = new short[3 * 256];
        for (int i = 0; i < 256; i++) {
            grey.getRaster().setSample(i, 0, 0, i << 8 | 0x7f);
            Arrays.fill(numbers, 3 * i, 3 * i + 3, (short) (i << 8 | 0xff));
        }
        assertGreyRamp(Picture.read(Encoded.as("png", grey)), 0);
        assertGreyRamp(Picture.read(Encoded.as("png", colours16(numbers))), 0);
    }

    private static BufferedImage colours16(short[] numbers) {
        ColorSpace rgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        var model = new ComponentColorModel(rgb, false, false, java.awt.Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        DataBuffer buffer = new DataBufferUShort(numbers, numbers.length);
        var raster = Raster.createInterleavedRaster(buffer, 256, 1, 3 * 256, 3, new int[] {0, 1, 2}, null);
        return new BufferedImage(model, raster, false, null);
    }

    @Test
    void blackAndWhiteAndPalettesAreLookedUp() {
        BufferedImage bits = new BufferedImage(9, 2, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(8, 1, 0xffffff);
        Picture picture = Picture.read(Encoded.as("png", bits));
        assertThat(picture.value(1, 8, 1)).isEqualTo(255);
        assertThat(picture.value(1, 7, 1)).isZero();
        BufferedImage palette = new BufferedImage(5, 1, BufferedImage.TYPE_BYTE_INDEXED);
        palette.setRGB(3, 0, 0xff0033);
        assertThat(Picture.read(Encoded.as("gif", palette)).value(0, 3, 0)).isEqualTo(255);
    }

    /** Which stored pixel comes to stand top left, top right and bottom left; EXIF 2.32, section 4.6.4. */
    @ParameterizedTest
    @CsvSource({
        "1, 24, TL, TR, BL", "2, 24, TR, TL, BR", "3, 24, BR, BL, TR", "4, 24, BL, BR, TL",
        "5, 16, TL, BL, TR", "6, 16, BL, TL, BR", "7, 16, BR, TR, BL", "8, 16, TR, BR, TL"
    })
    void orientationIsApplied(int orientation, int width, String topLeft, String topRight, String bottomLeft) {
        Picture picture = Picture.read(turnedPng(orientation));
        assertThat(picture.width()).isEqualTo(width);
        assertThat(colour(picture, "TL")).isEqualTo(colour(RAMP, topLeft));
        assertThat(colour(picture, "TR")).isEqualTo(colour(RAMP, topRight));
        assertThat(colour(picture, "BL")).isEqualTo(colour(RAMP, bottomLeft));
        byte[] jpeg = Encoded.as("jpeg", RAMP.toBufferedImage());
        byte[] app1 = Encoded.segment(0xe1, Encoded.insert(Encoded.exif(orientation), 0, Exif.PREFIX));
        assertThat(Picture.read(Encoded.insert(jpeg, 2, app1)))
                .isEqualTo(Orientation.upright(Picture.read(jpeg), orientation));
    }

    @Test
    void orientationOfWebpIsApplied() {
        assertThat(Picture.read(Encoded.resource("turned.webp"))).isEqualTo(Orientation.upright(RAMP, 6));
    }

    @Test
    void brokenExifLeavesThePictureAsItIs() {
        for (int length = 0; length < 26; length++) {
            byte[] chunk = Encoded.chunk("eXIf", Arrays.copyOf(Encoded.exif(6), length));
            Picture picture = Picture.read(Encoded.insert(RAMP.png(), 33, chunk));
            assertThat(picture.width()).isIn(16, 24);
        }
    }

    @ParameterizedTest
    @CsvSource({"255,255,255,255, 255,255,255", "40,200,255,255, 40,200,255", "200,100,50,127, 100,50,25"})
    void adobesInksAreInverted(int c, int m, int y, int k, int red, int green, int blue) throws IOException {
        byte[] bare = Encoded.fourChannelJpeg(c, m, y, k);
        assertColour(Picture.read(Encoded.insert(bare, 2, adobe(0))), red, green, blue);
        assertColour(Picture.read(Encoded.fourChannelJpeg(255 - c, 255 - m, 255 - y, 255 - k)), red, green, blue);
    }

    /** Y = 80, Cr - 128 = 72: 255 - (80 + 1.402 · 72) = 74 of 255 parts red, times 230/255 of light that black lets through. */
    @Test
    void adobesTransformedInksAreConverted() throws IOException {
        byte[] bare = Encoded.fourChannelJpeg(80, 128, 200, 230);
        assertColour(Picture.read(Encoded.insert(bare, 2, adobe(2))), 67, 204, 158);
    }

    @Test
    void hugePicturesAreRefusedByTheirHeader() {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(20000)
                .putInt(20000)
                .putInt(0x08020000)
                .array();
        byte[] png = Encoded.insert(Arrays.copyOf(RAMP.png(), 8), 8, Encoded.chunk("IHDR", header));
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> assertReason(png, Reason.TOO_LARGE, "20000x20000"));
        assertThatThrownBy(() -> Picture.read(RAMP.png(), new Picture.Limits(383)))
                .hasMessageContaining("24x16");
        assertThat(Picture.read(RAMP.png(), new Picture.Limits(384))).isEqualTo(RAMP);
    }

    @Test
    void otherBytesAreUnsupported() {
        assertReason(new byte[0], Reason.UNSUPPORTED, "no bytes");
        assertReason("%PDF-1.7 and more".getBytes(StandardCharsets.US_ASCII), Reason.UNSUPPORTED, "25 50 44 46");
        assertReason(new byte[] {'B', 'M', 0}, Reason.UNSUPPORTED, "convert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "webp"})
    void everyTruncationIsDamage(String format) {
        byte[] whole =
                format.equals("webp") ? Encoded.resource("lossy.webp") : Encoded.as(format, RAMP.toBufferedImage());
        int trailer = format.equals("gif") ? 1 : 0; // nobody misses the last byte of a GIF
        for (int length = 12; length < whole.length - trailer; length++) {
            assertReason(Arrays.copyOf(whole, length), Reason.DAMAGED, "");
        }
    }

    @Test
    void aFlippedBitInPngDataIsDamage() {
        byte[] png = RAMP.png();
        for (int at = 41; at < png.length - 12; at += 7) {
            byte[] flipped = png.clone();
            flipped[at] ^= 4;
            assertReason(flipped, Reason.DAMAGED, "checksum");
        }
    }

    @Test
    void endlessScansAreRefused() {
        byte[] jpeg = Encoded.as("jpeg", RAMP.toBufferedImage());
        byte[] scan = Encoded.segment(0xda, new byte[] {1, 1, 0, 0, 63, 0});
        byte[] many = jpeg;
        for (int i = 0; i < 101; i++) {
            many = Encoded.insert(many, many.length - 2, scan);
        }
        assertReason(many, Reason.DAMAGED, "scans");
    }

    private static byte[] turnedPng(int orientation) {
        return Encoded.insert(RAMP.png(), 33, Encoded.chunk("eXIf", Encoded.exif(orientation)));
    }

    private static byte[] adobe(int transform) {
        byte[] content = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
        return Encoded.segment(0xee, content);
    }

    private static void assertReason(byte[] encoded, Reason reason, String word) {
        PictureException thrown = catchThrowableOfType(PictureException.class, () -> Picture.read(encoded));
        assertThat(thrown).as("%d bytes", encoded.length).hasMessageContaining(word);
        assertThat(thrown.reason()).isEqualTo(reason);
    }

    private static String colour(Picture picture, String corner) {
        int row = corner.charAt(0) == 'T' ? 0 : picture.height() - 1;
        int column = corner.charAt(1) == 'L' ? 0 : picture.width() - 1;
        return picture.value(row, column, 0) + " " + picture.value(row, column, 1) + " "
                + picture.value(row, column, 2);
    }

    private static void assertGreyRamp(Picture picture, int tolerance) {
        for (int i = 0; i < 256; i++) {
            for (int channel = 0; channel < 3; channel++) {
                assertThat(picture.value(0, i, channel)).isCloseTo(i, within(tolerance));
            }
        }
    }

    private static void assertColour(Picture picture, int... rgb) {
        for (int channel = 0; channel < 3; channel++) {
            assertThat(picture.value(8, 8, channel)).isCloseTo(rgb[channel], within(3));
        }
    }

    private static double difference(Picture actual, Picture expected) {
        assertThat(actual.width()).isEqualTo(expected.width());
        return IntStream.range(0, actual.pixels().length)
                .map(i -> Math.abs((actual.pixels()[i] & 0xff) - (expected.pixels()[i] & 0xff)))
                .average()
                .orElseThrow();
    }
}
