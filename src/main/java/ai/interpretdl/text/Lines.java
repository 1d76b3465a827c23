package ai.interpretdl.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks a text into lines that fit a column. */
final class Lines {
    private static final Pattern PARAGRAPH_END = Pattern.compile("\\R|\\z");
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private final String text;
    private final double width;
    private final Measure measure;

    /** How wide a part of the text is. */
    interface Measure {
        double width(int start, int end);
    }

    Lines(String text, double width, Measure measure) {
        this.text = text;
        this.width = width;
        this.measure = measure;
    }

    /** What stands between two line ends of the text itself; none of the ranges has a line end in it. */
    record Paragraph(Range range, List<Range> lines) {}

    List<Paragraph> paragraphs() {
        List<Paragraph> paragraphs = new ArrayList<>();
        Matcher end = PARAGRAPH_END.matcher(text);
        int start = 0;
        while (end.find()) {
            Range range = new Range(start, end.start());
            paragraphs.add(new Paragraph(range, lines(range)));
            start = end.end();
        }
        return paragraphs;
    }

    private List<Range> lines(Range paragraph) {
        List<Range> lines = new ArrayList<>();
        int start = paragraph.start();
        int at = start;
        for (Range piece : pieces(paragraph)) {
            if (at > start && !fits(start, piece.end())) {
                lines.add(new Range(start, visibleEnd(start, at)));
                start = at;
            }
            at = piece.end();
        }
        lines.add(new Range(start, visibleEnd(start, paragraph.end())));
        return lines;
    }

    /** What may be parted: at blanks, between Han characters; anywhere in what is wider than the column. */
    private List<Range> pieces(Range paragraph) {
        List<Range> pieces = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(text.substring(paragraph.start(), paragraph.end()));
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            Range piece = new Range(paragraph.start() + start, paragraph.start() + end);
            if (fits(piece.start(), piece.end())) {
                pieces.add(piece);
            } else {
                Matcher cluster = CLUSTER.matcher(text).region(piece.start(), piece.end());
                while (cluster.find()) {
                    pieces.add(new Range(cluster.start(), cluster.end()));
                }
            }
            start = end;
        }
        return pieces;
    }

    private boolean fits(int start, int end) {
        return measure.width(start, visibleEnd(start, end)) <= width;
    }

    /** White space at the end of a line takes no room. */
    private int visibleEnd(int start, int end) {
        return start + text.substring(start, end).stripTrailing().length();
    }
}
