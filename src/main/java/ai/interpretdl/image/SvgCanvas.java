package ai.interpretdl.image;

import java.util.Base64;
import java.util.Locale;
import java.util.StringJoiner;

/** Writes SVG 1.1. Text stays text, in the reader's own sans-serif; pictures are embedded as PNG. */
final class SvgCanvas implements Canvas {
    private final StringBuilder svg = new StringBuilder();

    SvgCanvas(double width, double height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"%s\" height=\"%s\""
                        + " viewBox=\"0 0 %s %s\" font-family=\"Helvetica, Arial, sans-serif\">",
                width, height, width, height);
        fill(0, 0, width, height, Palette.PAPER, 1);
    }

    String finish() {
        return svg + "</svg>\n";
    }

    @Override
    public void fill(double x, double y, double width, double height, int colour, double opacity) {
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\" fill-opacity=\"%s\"/>",
                x, y, width, height, hex(colour), opacity);
    }

    @Override
    public void line(double[] points, double thickness, int colour) {
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
                joined(points), hex(colour), thickness);
    }

    @Override
    public void text(String text, double x, double y, Lettering letters, Anchor anchor) {
        text(text, letters, anchor, String.format(Locale.ROOT, "x=\"%s\" y=\"%s\"", number(x), number(y)));
    }

    @Override
    public void upwards(String text, double x, double y, Lettering letters) {
        text(
                text,
                letters,
                Anchor.MIDDLE,
                String.format(Locale.ROOT, "transform=\"translate(%s %s) rotate(-90)\"", number(x), number(y)));
    }

    private void text(String text, Lettering letters, Anchor anchor, String place) {
        add(
                "<text %s font-size=\"%s\" fill=\"%s\" font-weight=\"%s\" text-anchor=\"%s\">%s</text>",
                place,
                letters.size(),
                hex(letters.colour()),
                letters.bold() ? "bold" : "normal",
                anchor.name().toLowerCase(Locale.ROOT),
                escaped(text));
    }

    @Override
    public void picture(Picture picture, double x, double y, double width, double height) {
        add(
                "<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,%s\"/>",
                x, y, width, height, Base64.getEncoder().encodeToString(picture.png()));
    }

    private void add(String element, Object... values) {
        Object[] written = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            written[i] = values[i] instanceof Double value ? number(value) : values[i];
        }
        svg.append(String.format(Locale.ROOT, element, written)).append('\n');
    }

    /** At most two decimals, without trailing zeros. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    private static String joined(double[] points) {
        StringJoiner joined = new StringJoiner(" ");
        for (int i = 0; i < points.length; i += 2) {
            joined.add(number(points[i]) + "," + number(points[i + 1]));
        }
        return joined.toString();
    }

    private static String hex(int colour) {
        return String.format(Locale.ROOT, "#%06x", colour);
    }

    /** XML forbids control characters even escaped; they become question marks, as in the raster font. */
    private static String escaped(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
