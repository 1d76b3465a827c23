package ai.interpretdl.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A drawing that can be had as pixels or as SVG. */
public final class Figure {
    private final double width;
    private final double height;
    private final Consumer<Canvas> drawing;

    Figure(double width, double height, Consumer<Canvas> drawing) {
        this.width = width;
        this.height = height;
        this.drawing = drawing;
    }

    /** The figure, a pixel for each of its units. */
    public Picture picture() {
        return picture(1);
    }

    /**
     * The figure enlarged, its lines and letters drawn as finely as the pixels allow.
     *
     * @param scale pixels a unit, above 0; 2 suits screens of high density
     */
    public Picture picture(double scale) {
        if (!(scale > 0) || !(width * height * scale * scale <= Picture.Limits.DEFAULT.pixels())) {
            throw new IllegalArgumentException("a scale of " + scale + " makes no picture of 1 to "
                    + Picture.Limits.DEFAULT.pixels() + " pixels; this figure has " + width + "x" + height + " units");
        }
        RasterCanvas canvas = new RasterCanvas(width, height, scale);
        drawing.accept(canvas);
        return canvas.finish();
    }

    /** The figure as an SVG document in which text is text and pictures are embedded. */
    public String svg() {
        SvgCanvas canvas = new SvgCanvas(width, height);
        drawing.accept(canvas);
        return canvas.finish();
    }

    /**
     * Writes the figure to a file, replacing what is there: SVG where the name ends in {@code .svg}, else PNG.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    public void write(Path file) {
        boolean isSvg = file.toString().endsWith(".svg");
        try {
            Files.write(
                    file,
                    isSvg ? svg().getBytes(StandardCharsets.UTF_8) : picture().png());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the figure to " + file, e);
        }
    }
}
