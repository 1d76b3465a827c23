package ai.interpretdl.text;

import java.util.List;

/**
 * Highlighted texts, one a row: true label, predicted label with its probability, target label, and the text with a background for each
 * feature, green where it speaks for the target and red where it speaks against it. The same table comes as HTML, SVG, PNG and terminal
 * text. Texts show what they say: markup and control characters in them do nothing.
 *
 * @param rows the texts
 */
public record HighlightTable(List<Highlight> rows) {
    /** Above the columns, from left to right. */
    static final List<String> HEADER =
            List.of("True Label", "Predicted Label (Prob)", "Target Label", "Word Importance");

    public HighlightTable {
        rows = List.copyOf(rows);
    }

    public static HighlightTable of(Highlight... rows) {
        return new HighlightTable(List.of(rows));
    }

    /** A fragment to put into a page, a notebook or a mail: inline styles, no script. Each text has its own direction. */
    public String html() {
        return HtmlTable.write(rows);
    }

    /** A page of its own with the same content, to be opened from a file. */
    public String page(String title) {
        return "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>" + Markup.escaped(title)
                + "</title></head><body>\n" + html() + "</body></html>\n";
    }

    /** For terminals with 24-bit colours. Texts stay in the order of their letters; the terminal turns right-to-left ones. */
    public String ansi() {
        return AnsiTable.write(rows);
    }

    /** A picture that needs nothing of the machine that makes it: widths are estimated, and the viewer fits its own font to them. */
    public String svg() {
        return TablePicture.of(rows, Metrics.ESTIMATED, "").svg();
    }

    /**
     * A picture drawn with the fonts of this machine, at twice the size of {@link #svg}. Characters that no font has are named below it.
     *
     * @throws IllegalStateException when this Java runtime cannot draw text, with what to do
     */
    public byte[] png() {
        return PngPainter.paint(rows);
    }
}
