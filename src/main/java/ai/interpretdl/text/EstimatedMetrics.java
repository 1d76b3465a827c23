package ai.interpretdl.text;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** Widths of an average sans-serif font. */
final class EstimatedMetrics implements Metrics {
    private static final double BOLD = 1.08;
    private static final Set<UnicodeScript> SQUARE = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO);

    @Override
    public double width(String text, boolean bold) {
        double em = text.codePoints().mapToDouble(EstimatedMetrics::em).sum();
        return em * Picture.FONT_SIZE * (bold ? BOLD : 1);
    }

    /** In units of the font size. */
    private static double em(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || Character.isISOControl(character)) {
            return 0;
        }
        if (isSquare(character)) {
            return 1;
        }
        if ("ijl'|.,:;!I".indexOf(character) >= 0) {
            return 0.3;
        }
        if (" ftr()[]{}/\\-\"`".indexOf(character) >= 0) {
            return 0.38;
        }
        if ("mwMW@%—…".indexOf(character) >= 0) {
            return 0.9;
        }
        if (UnicodeScript.of(character) == UnicodeScript.ARABIC) {
            return 0.45;
        }
        return Character.isUpperCase(character) ? 0.68 : 0.56;
    }

    private static boolean isSquare(int character) {
        return isBetween(character, 0x3000, 0x303f) // CJK marks
                || isBetween(character, 0xff01, 0xff60) // full-width forms
                || isBetween(character, 0x1f000, 0x1faff) // emoji
                || isBetween(character, 0x2600, 0x27bf) // symbols
                || SQUARE.contains(UnicodeScript.of(character));
    }

    private static boolean isBetween(int character, int first, int last) {
        return character >= first && character <= last;
    }
}
