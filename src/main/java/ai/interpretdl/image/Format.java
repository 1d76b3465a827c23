package ai.interpretdl.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** The formats that are read, told apart by their first bytes. */
enum Format {
    PNG("89504e470d0a1a0a"),
    JPEG("ffd8ff"),
    GIF("474946383"),
    WEBP("52494646........57454250");

    /** Instances of our own: the registry finds plug-ins only through the class loader of whoever asked first. */
    private static final ImageReaderSpi WEBP_READERS = new WebPImageReaderSpi();

    private static final ImageReaderSpi JPEG_READERS = registered(new JPEGImageReaderSpi());

    /** What a file starts with, in hexadecimal; a dot stands for any digit. */
    private final String signature;

    Format(String signature) {
        this.signature = signature;
    }

    static Optional<Format> of(byte[] encoded) {
        String start = HexFormat.of().formatHex(encoded, 0, Math.min(12, encoded.length));
        return Arrays.stream(values())
                .filter(format -> start.matches(format.signature + ".*"))
                .findFirst();
    }

    ImageReader reader() throws IOException {
        return switch (this) {
            case PNG -> ImageIO.getImageReadersByFormatName("png").next();
            case GIF -> ImageIO.getImageReadersByFormatName("gif").next();
            case JPEG -> JPEG_READERS.createReaderInstance(null);
            case WEBP -> WEBP_READERS.createReaderInstance(null);
        };
    }

    /** What the file says about its own completeness, scans and turning; nothing here decodes pixels. */
    Envelope envelope(byte[] encoded) {
        return switch (this) {
            case PNG -> PngChunks.envelope(encoded);
            case JPEG -> JpegSegments.envelope(encoded);
            case WEBP -> WebpChunks.envelope(encoded);
            case GIF -> Envelope.PLAIN;
        };
    }

    /** The JPEG plug-in works on top of Java's own, which it looks for when it is registered. */
    private static ImageReaderSpi registered(ImageReaderSpi readers) {
        IIORegistry.getDefaultInstance().registerServiceProvider(readers);
        return readers;
    }
}
