package ai.interpretdl.text;

import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a picture as SVG. */
final class SvgWriter {
    private SvgWriter() {}

    static String write(Picture picture) {
        String shapes = picture.shapes().stream().map(SvgWriter::shape).collect(Collectors.joining());
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$.0f\" height=\"%2$.0f\" viewBox=\"0 0 %1$.0f %2$.0f\""
                                + " font-family=\"sans-serif\" font-size=\"%3$.0f\">%n",
                        picture.width(),
                        picture.height(),
                        Picture.FONT_SIZE)
                + shapes + "</svg>\n";
    }

    private static String shape(Picture.Shape shape) {
        return shape instanceof Picture.Word word ? word(word) : box((Picture.Box) shape);
    }

    private static String box(Picture.Box box) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"#%06x\"/>%n",
                box.x(),
                box.y(),
                box.width(),
                box.height(),
                box.rgb());
    }

    /** The viewer's font is stretched to our width; right-to-left text starts at its right edge. */
    private static String word(Picture.Word word) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.2f\" y=\"%.2f\" textLength=\"%.2f\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#%06x\"%s%s>%s</text>%n",
                word.rightToLeft() ? word.x() + word.width() : word.x(),
                word.y(),
                word.width(),
                word.look().rgb(),
                word.look().bold() ? " font-weight=\"bold\"" : "",
                word.rightToLeft() ? " direction=\"rtl\" unicode-bidi=\"bidi-override\"" : "",
                Markup.escaped(word.text()));
    }
}
