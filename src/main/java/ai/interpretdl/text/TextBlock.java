package ai.interpretdl.text;

import ai.interpretdl.text.Picture.Box;
import ai.interpretdl.text.Picture.Look;
import ai.interpretdl.text.Picture.Shape;
import ai.interpretdl.text.Picture.Word;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text set in lines of a column, with the backgrounds of its runs; words stand where the Unicode bidirectional algorithm puts them.
 */
final class TextBlock {
    private static final Pattern UNIT = Pattern.compile("\\p{IsWhite_Space}+|\\P{IsWhite_Space}+");

    private final Column column;
    private final String text;
    private final List<Run> runs;
    private final boolean rightToLeft;
    private final boolean bold;
    private final List<Box> boxes = new ArrayList<>();
    private final List<Shape> words = new ArrayList<>();
    private double top;

    /** Where a text goes, and how wide its letters are. */
    record Column(double left, double width, Metrics metrics) {}

    private TextBlock(Column column, double top, Highlighted content) {
        this.column = column;
        this.top = top;
        this.text = content.text;
        this.runs = content.runs;
        this.rightToLeft = content.rightToLeft;
        this.bold = content.bold;
    }

    /** What to set. */
    record Highlighted(String text, List<Run> runs, boolean rightToLeft, boolean bold) {
        static Highlighted label(String text) {
            return new Highlighted(text, List.of(Run.plain(0, text.length())), Direction.isRightToLeft(text), true);
        }

        static Highlighted note(String text) {
            return new Highlighted(text, List.of(Run.unread(0, text.length())), false, false);
        }
    }

    /**
     * Sets a text.
     *
     * @param shapes takes what is to be drawn
     * @return the height of the block
     */
    static double set(Highlighted content, Column column, double top, List<Shape> shapes) {
        TextBlock block = new TextBlock(column, top, content);
        new Lines(content.text, column.width, block::width).paragraphs().forEach(block::paragraph);
        shapes.addAll(block.boxes);
        shapes.addAll(block.words);
        return block.top - top;
    }

    private void paragraph(Lines.Paragraph paragraph) {
        Range range = paragraph.range();
        Bidi bidi = new Bidi(
                text.substring(range.start(), range.end()),
                rightToLeft ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
        for (Range line : paragraph.lines()) {
            if (!line.isEmpty()) {
                line(line, bidi.createLineBidi(line.start() - range.start(), line.end() - range.start()));
            }
            top += Picture.LINE_HEIGHT;
        }
    }

    private void line(Range line, Bidi bidi) {
        Unit[] units = units(line, bidi).toArray(new Unit[0]);
        byte[] levels = new byte[units.length];
        double width = 0;
        for (int i = 0; i < units.length; i++) {
            levels[i] = (byte) units[i].level;
            width += units[i].width;
        }
        Bidi.reorderVisually(levels, 0, units, 0, units.length);
        double x = rightToLeft ? column.left + Math.max(0, column.width - width) : column.left;
        for (Unit unit : units) {
            place(unit, x);
            x += unit.width;
        }
    }

    /** Stretches of one direction, cut at white space. */
    private List<Unit> units(Range line, Bidi bidi) {
        List<Unit> units = new ArrayList<>();
        for (int run = 0; run < bidi.getRunCount(); run++) {
            int start = line.start() + bidi.getRunStart(run);
            Matcher unit = UNIT.matcher(text).region(start, line.start() + bidi.getRunLimit(run));
            while (unit.find()) {
                units.add(new Unit(unit.start(), unit.end(), bidi.getRunLevel(run), width(unit.start(), unit.end())));
            }
        }
        return units;
    }

    private void place(Unit unit, double x) {
        for (Run run : runs) {
            int from = Math.max(unit.start, run.range().start());
            int to = Math.min(unit.end, run.range().end());
            if (from < to) {
                double before = width(unit.start, from);
                double width = width(unit.start, to) - before;
                double left = unit.isRightToLeft() ? x + unit.width - before - width : x + before;
                run.color().ifPresent(color -> box(left, width, color.rgb()));
            }
        }
        String visible = visible(unit.start, unit.end);
        if (!visible.isBlank()) {
            Look look = new Look(isRead(unit) ? Picture.BLACK : Picture.GREY, bold);
            words.add(new Word(x, top + Picture.ASCENT, unit.width, visible, unit.isRightToLeft(), look));
        }
    }

    /** Grows the box before it where both are of one feature: two boxes would leave a seam. */
    private void box(double left, double width, int rgb) {
        int last = boxes.size() - 1;
        if (last >= 0 && boxes.get(last).isContinuedAt(left, top, rgb)) {
            Box before = boxes.get(last);
            boxes.set(last, new Box(before.x(), top, left + width - before.x(), Picture.BOX_HEIGHT, rgb));
        } else {
            boxes.add(new Box(left, top, width, Picture.BOX_HEIGHT, rgb));
        }
    }

    private boolean isRead(Unit unit) {
        return runs.stream().anyMatch(run -> run.read() && run.range().overlaps(new Range(unit.start, unit.end)));
    }

    private double width(int start, int end) {
        return column.metrics.width(visible(start, end), bold);
    }

    private String visible(int start, int end) {
        return Markup.printable(Markup.withoutDirections(text.substring(start, end)));
    }

    private record Unit(int start, int end, int level, double width) {
        boolean isRightToLeft() {
            return level % 2 != 0;
        }
    }
}
