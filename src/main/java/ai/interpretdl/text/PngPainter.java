package ai.interpretdl.text;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** Paints highlighted texts with Java2D: the one class here that needs fonts. */
final class PngPainter {
    private static final int SCALE = 2;
    private static final int NAMED = 8;

    private final AwtMetrics metrics = new AwtMetrics();

    private PngPainter() {}

    static byte[] paint(List<Highlight> rows) {
        try {
            PngPainter painter = new PngPainter();
            return png(painter.image(TablePicture.of(rows, painter.metrics, painter.missing(rows))));
        } catch (LinkageError | AWTError | InternalError e) {
            // What the JDK throws where libfreetype, fontconfig or all fonts are missing.
            throw new IllegalStateException(
                    "this Java runtime cannot draw text (" + e
                            + "): install libfreetype, fontconfig and a font such as DejaVu Sans, "
                            + "or take the picture as SVG or HTML, which need none",
                    e);
        }
    }

    /** The characters that would come out as boxes, in words. */
    private String missing(List<Highlight> rows) {
        List<String> missing = rows.stream()
                .flatMap(row -> row.passages().stream())
                .flatMapToInt(passage -> Markup.printable(passage.text()).codePoints())
                .filter(character -> !Character.isWhitespace(character) && !metrics.shows(character))
                .distinct()
                .mapToObj(character -> String.format("U+%04X", character))
                .toList();
        if (missing.isEmpty()) {
            return "";
        }
        String names = missing.stream().limit(NAMED).collect(Collectors.joining(", "));
        return "No font of this machine has " + names + (missing.size() > NAMED ? ", …" : "")
                + ": install one, or use the HTML or SVG form.";
    }

    private BufferedImage image(Picture picture) {
        BufferedImage image = new BufferedImage(
                (int) (SCALE * picture.width()), (int) (SCALE * picture.height()), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        picture.shapes().forEach(shape -> paint(shape, graphics));
        graphics.dispose();
        return image;
    }

    private void paint(Picture.Shape shape, Graphics2D graphics) {
        if (shape instanceof Picture.Box box) {
            graphics.setColor(new Color(box.rgb()));
            graphics.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
        } else if (shape instanceof Picture.Word word) {
            graphics.setColor(new Color(word.look().rgb()));
            metrics.layout(word.text(), word.look().bold(), word.rightToLeft())
                    .draw(graphics, (float) word.x(), (float) word.y());
        }
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
