package ai.interpretdl.image;

import ai.interpretdl.image.PictureException.Reason;
import java.io.IOException;
import java.util.HexFormat;
import javax.imageio.ImageReader;

/** From a file's bytes to an upright picture; the size is checked before anything is decoded. */
final class Decoder {
    private Decoder() {}

    static Picture decode(byte[] encoded, Picture.Limits limits) {
        Format format = Format.of(encoded).orElseThrow(() -> unknown(encoded));
        try (EncodedInput in = new EncodedInput(encoded)) {
            ImageReader reader = format.reader();
            try {
                reader.setInput(in, true, true);
                check(reader, limits);
                Envelope envelope = format.envelope(encoded);
                return Orientation.upright(pixels(reader, envelope), envelope.orientation());
            } finally {
                reader.dispose();
            }
        } catch (PictureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Decoders meet corrupt bytes with exceptions of every kind; all of them mean the same to whoever sent the
            // file.
            throw Damage.because(format, e);
        }
    }

    private static void check(ImageReader reader, Picture.Limits limits) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > limits.pixels()) {
            throw new PictureException(
                    Reason.TOO_LARGE,
                    "the picture has " + width + "x" + height + " pixels, more than the limit of " + limits.pixels()
                            + "; scale it down or raise the limit");
        }
    }

    private static Picture pixels(ImageReader reader, Envelope envelope) throws IOException {
        if (envelope.inks() == Envelope.Inks.NONE) {
            return Picture.of(reader.read(0));
        }
        return FourInks.toPicture(reader.readRaster(0, reader.getDefaultReadParam()), envelope.inks());
    }

    private static PictureException unknown(byte[] encoded) {
        String start = HexFormat.ofDelimiter(" ").formatHex(encoded, 0, Math.min(8, encoded.length));
        String what = encoded.length == 0 ? "there are no bytes" : "it starts with " + start;
        return new PictureException(
                Reason.UNSUPPORTED,
                "not a PNG, JPEG, GIF or WebP file: " + what + "; convert the picture to one of these");
    }
}
