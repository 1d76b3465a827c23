package ai.interpretdl.image;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as lines to be stroked.
 *
 * <p>Java's own fonts need fontconfig and installed files, which slim containers and native executables lack; there they fail, and elsewhere
 * they differ. These letters are the same everywhere. Accents are left off, superscripts become plain, and other unknown characters question marks.
 */
final class StrokeFont {
    /** The thickness of regular and bold strokes, and what stays free between letters, in the units of the glyphs. */
    private static final double REGULAR = 1.5;

    private static final double BOLD = 2.2;
    private static final double GAP = 3.5;
    private static final double SPACE = 6;
    private static final double DIGIT = 11.4;
    /** A unit as a share of the font size: capitals of 14 units are 0.72 high. */
    private static final double UNIT = 0.72 / 14;

    private static final Pattern COMMAND = Pattern.compile("([MLQAE])([-.0-9 ]+)");
    private static final Map<Character, Glyph> GLYPHS = read();

    private record Glyph(Path2D strokes, double advance, double left) {}

    private StrokeFont() {}

    /** How thick the lines are at a font size, in pixels. */
    static float thickness(double size, boolean bold) {
        return (float) ((bold ? BOLD : REGULAR) * UNIT * size);
    }

    /** How far a text reaches at a font size, in pixels. */
    static double width(String text, double size) {
        double units = plain(text)
                .chars()
                .mapToDouble(letter -> glyph((char) letter).advance)
                .sum();
        return Math.max(0, units - GAP) * UNIT * size;
    }

    /** The lines of a text whose base line starts at a point. */
    static Shape shape(String text, double x, double y, double size) {
        Path2D lines = new Path2D.Double();
        double at = 0;
        for (char letter : plain(text).toCharArray()) {
            Glyph glyph = glyph(letter);
            lines.append(
                    AffineTransform.getTranslateInstance(at + glyph.left, 0).createTransformedShape(glyph.strokes),
                    false);
            at += glyph.advance;
        }
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(UNIT * size, UNIT * size);
        return place.createTransformedShape(lines);
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    }

    private static Glyph glyph(char letter) {
        Glyph known = GLYPHS.get(letter);
        return known != null ? known : GLYPHS.getOrDefault('?', new Glyph(new Path2D.Double(), SPACE, 0));
    }

    private static Map<Character, Glyph> read() {
        Map<Character, Glyph> glyphs = new HashMap<>();
        glyphs.put(' ', new Glyph(new Path2D.Double(), SPACE, 0));
        Glyphs.TABLE.lines().forEach(line -> glyphs.put(line.charAt(0), glyph(line.charAt(0), line.substring(2))));
        return glyphs;
    }

    private static Glyph glyph(char letter, String commands) {
        Path2D strokes = new Path2D.Double();
        Matcher command = COMMAND.matcher(commands);
        while (command.find()) {
            draw(strokes, command.group(1), numbers(command.group(2)));
        }
        double width = strokes.getBounds2D().getWidth();
        if (Character.isDigit(letter)) {
            return new Glyph(
                    strokes,
                    DIGIT,
                    (DIGIT - GAP - width) / 2 - strokes.getBounds2D().getX());
        }
        return new Glyph(
                strokes, width + GAP, -Math.min(0, strokes.getBounds2D().getX()));
    }

    private static double[] numbers(String text) {
        return Pattern.compile(" ")
                .splitAsStream(text.strip())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Pictures have y downwards, letters upwards. */
    private static void draw(Path2D strokes, String command, double[] n) {
        switch (command) {
            case "M" -> strokes.moveTo(n[0], -n[1]);
            case "L" -> strokes.lineTo(n[0], -n[1]);
            case "Q" -> strokes.quadTo(n[0], -n[1], n[2], -n[3]);
            case "A" -> strokes.append(arc(n), strokes.getCurrentPoint() != null);
            default -> strokes.append(new Ellipse2D.Double(n[0] - n[2], -n[1] - n[3], 2 * n[2], 2 * n[3]), false);
        }
    }

    private static Arc2D arc(double[] n) {
        return new Arc2D.Double(n[0] - n[2], -n[1] - n[3], 2 * n[2], 2 * n[3], n[4], n[5], Arc2D.OPEN);
    }
}
