package ai.interpretdl.text;

import ai.interpretdl.text.Picture.Box;
import ai.interpretdl.text.Picture.Look;
import ai.interpretdl.text.Picture.Shape;
import ai.interpretdl.text.TextBlock.Column;
import ai.interpretdl.text.TextBlock.Highlighted;
import java.util.ArrayList;
import java.util.List;

/** Sets the table of highlighted texts from top to bottom. */
final class TablePicture {
    private static final double WIDTH = 960;
    private static final double PADDING = 8;
    private static final double[] LEFT = {0, 110, 290, 400, WIDTH};

    private final Metrics metrics;
    private final List<Shape> shapes = new ArrayList<>();
    private double top = PADDING;

    private TablePicture(Metrics metrics) {
        this.metrics = metrics;
    }

    /** @param footnote below the table, unless empty */
    static Picture of(List<Highlight> rows, Metrics metrics, String footnote) {
        TablePicture table = new TablePicture(metrics);
        table.legend();
        table.row(HighlightTable.HEADER.stream()
                .map(name -> List.of(Highlighted.label(name)))
                .toList());
        rows.forEach(row -> table.row(cells(row)));
        if (!footnote.isEmpty()) {
            table.row(List.of(List.of(), List.of(), List.of(), List.of(Highlighted.note(footnote))));
        }
        return table.picture();
    }

    private static List<List<Highlighted>> cells(Highlight row) {
        List<Highlighted> texts = new ArrayList<>();
        row.indices()
                .mapToObj(i -> new Highlighted(row.passages().get(i).text(), row.runs(i), row.rightToLeft(i), false))
                .forEach(texts::add);
        if (!row.omission().isEmpty()) {
            texts.add(Highlighted.note(row.omission()));
        }
        Caption caption = row.caption();
        return List.of(
                List.of(Highlighted.label(caption.truth())),
                List.of(Highlighted.label(caption.prediction())),
                List.of(Highlighted.label(caption.targetLabel())),
                texts);
    }

    private void legend() {
        double x = PADDING;
        x += word("Legend:", Look.BOLD, x) + PADDING;
        for (Legend entry : Legend.ENTRIES) {
            shapes.add(new Box(x, top + 5, 12, 12, Picture.PALE));
            shapes.add(new Box(
                    x + 1, top + 6, 10, 10, WordColor.of(entry.importance()).rgb()));
            x += 18;
            x += word(entry.name(), Look.PLAIN, x) + 2 * PADDING;
        }
        top += Picture.LINE_HEIGHT + PADDING;
    }

    private double word(String text, Look look, double x) {
        double width = metrics.width(text, look.bold());
        shapes.add(new Picture.Word(x, top + Picture.ASCENT, width, text, false, look));
        return width;
    }

    /** @param cells texts one above the other in each */
    private void row(List<List<Highlighted>> cells) {
        shapes.add(new Box(0, top, WIDTH, 1, Picture.PALE));
        double height = 0;
        for (int i = 0; i < cells.size(); i++) {
            Column column = new Column(LEFT[i] + PADDING, LEFT[i + 1] - LEFT[i] - 2 * PADDING, metrics);
            double at = top + PADDING / 2;
            for (Highlighted text : cells.get(i)) {
                at += TextBlock.set(text, column, at, shapes);
            }
            height = Math.max(height, at - top);
        }
        top += height + PADDING / 2;
    }

    private Picture picture() {
        List<Shape> all = new ArrayList<>();
        double height = Math.ceil(top + PADDING);
        all.add(new Box(0, 0, WIDTH, height, 0xffffff));
        all.addAll(shapes);
        return new Picture(WIDTH, height, all);
    }
}
