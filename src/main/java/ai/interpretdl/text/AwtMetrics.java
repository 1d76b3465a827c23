package ai.interpretdl.text;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.text.AttributedString;

/** Widths of the fonts of this machine. */
final class AwtMetrics implements Metrics {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, (int) Picture.FONT_SIZE);
    private static final Font BOLD = PLAIN.deriveFont(Font.BOLD);

    @Override
    public double width(String text, boolean bold) {
        return text.isEmpty() ? 0 : layout(text, bold, false).getAdvance();
    }

    /** A word ready to be drawn. */
    TextLayout layout(String text, boolean bold, boolean rightToLeft) {
        AttributedString attributed = new AttributedString(text);
        attributed.addAttribute(TextAttribute.FONT, bold ? BOLD : PLAIN);
        attributed.addAttribute(TextAttribute.RUN_DIRECTION, rightToLeft);
        return new TextLayout(attributed.getIterator(), CONTEXT);
    }

    /** Whether some font of this machine has the character. */
    boolean shows(int character) {
        return PLAIN.canDisplay(character) || Character.getType(character) == Character.FORMAT;
    }
}
