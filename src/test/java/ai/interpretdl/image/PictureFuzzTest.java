package ai.interpretdl.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come: a picture within the limits, or the one exception. */
class PictureFuzzTest {
    private static final Picture.Limits LIMITS = new Picture.Limits(100_000);

    // A second is enough; a decoder that loops over made-up data would take minutes.
    @Timeout(20)
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "lossless.webp", "lossy.webp", "turned.webp"})
    void mutatedFilesNeverSurprise(String format) {
        byte[] whole = format.endsWith("webp")
                ? Encoded.resource(format)
                : Encoded.as(format, Encoded.ramp(24, 16, BufferedImage.TYPE_INT_RGB));
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            refused += isRefused(mutated(whole, random)) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    private static boolean isRefused(byte[] encoded) {
        try {
            Picture picture = Picture.read(encoded, LIMITS);
            assertThat((long) picture.width() * picture.height()).isLessThanOrEqualTo(LIMITS.pixels());
            return false;
        } catch (PictureException e) {
            assertThat(e.getMessage()).isNotBlank();
            return true;
        }
    }

    /** A few bytes overwritten; now and then the end cut off or a stretch repeated. */
    private static byte[] mutated(byte[] whole, Random random) {
        byte[] copy = whole.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(copy, random.nextInt(copy.length));
            case 1 -> Encoded.insert(copy, random.nextInt(copy.length), Arrays.copyOf(copy, random.nextInt(64)));
            default -> copy;
        };
    }
}
