package ai.interpretdl.image;

import ai.interpretdl.image.Canvas.Anchor;
import java.util.List;

/**
 * Pictures side by side, each with its title, a note and a legend.
 *
 * @param title of the whole; empty for none
 * @param cells left to right, top to bottom
 * @param columns the most pictures in a row
 */
public record ContactSheet(String title, List<Cell> cells, int columns) {
    private static final double MARGIN = 18;
    private static final double GAP = 16;
    private static final double TITLE = 34;
    private static final double HEADING = 22;
    private static final double NOTE = 20;
    private static final double NARROWEST = 200;
    private static final double WIDEST = 320;

    /**
     * One picture of a sheet.
     *
     * @param title above the picture
     * @param note below it; empty for none
     * @param picture of any size; drawn as wide as the others
     * @param legend what its colours mean
     */
    public record Cell(String title, String note, Picture picture, Legend legend) {
        /** A picture that needs no more than its title. */
        public Cell(String title, Picture picture) {
            this(title, new Depiction(picture, new Legend.None()));
        }

        /** A drawn map with what its colours mean. */
        public Cell(String title, Depiction drawn) {
            this(title, "", drawn.picture(), drawn.legend());
        }

        private double heightAt(double width) {
            return width * picture.height() / picture.width();
        }
    }

    public ContactSheet {
        cells = List.copyOf(cells);
        if (columns < 1 || cells.isEmpty()) {
            throw new IllegalArgumentException(
                    "a sheet takes a column and a picture; this has " + columns + " and " + cells.size());
        }
    }

    /** The sheet in pixels, two a unit. */
    public Picture draw() {
        return figure().picture(2);
    }

    /** The sheet, as pixels of any density or as SVG. */
    public Figure figure() {
        int across = Math.min(columns, cells.size());
        int rows = (cells.size() + across - 1) / across;
        double width = 2 * MARGIN + across * cellWidth() + (across - 1) * GAP;
        double height = 2 * MARGIN + top() + rows * cellHeight() + (rows - 1) * GAP;
        return new Figure(width, height, canvas -> draw(canvas, across, width));
    }

    private void draw(Canvas canvas, int across, double width) {
        canvas.text(Lettering.TITLE.fit(title, width - 2 * MARGIN), MARGIN, MARGIN + 16, Lettering.TITLE, Anchor.START);
        for (int i = 0; i < cells.size(); i++) {
            double x = MARGIN + i % across * (cellWidth() + GAP);
            double y = MARGIN + top() + i / across * (cellHeight() + GAP);
            draw(canvas, cells.get(i), x, y);
        }
    }

    private void draw(Canvas canvas, Cell cell, double x, double y) {
        double width = cellWidth();
        double tall = pictureHeight();
        canvas.text(Lettering.HEADING.fit(cell.title(), width), x, y + 13, Lettering.HEADING, Anchor.START);
        double foot = y + HEADING + tall;
        double height = cell.heightAt(width);
        canvas.picture(reduced(cell.picture()), x, y + HEADING, width, height);
        canvas.text(Lettering.NOTE.fit(cell.note(), width), x, foot + 15, Lettering.NOTE, Anchor.START);
        LegendDrawing.draw(canvas, cell.legend(), x, foot + noteHeight() + 5, width);
    }

    /** Halved while it has twice the pixels that a dense screen shows of it. Each pixel is the mean of four then. */
    private Picture reduced(Picture picture) {
        Picture result = picture;
        while (result.width() >= 4 * cellWidth() && result.height() > 1) {
            result = new Fit.Exact(result.width() / 2, result.height() / 2).apply(result);
        }
        return result;
    }

    private double cellWidth() {
        int widest =
                cells.stream().mapToInt(cell -> cell.picture().width()).max().orElseThrow();
        return Math.max(NARROWEST, Math.min(WIDEST, widest));
    }

    private double pictureHeight() {
        return cells.stream()
                .mapToDouble(cell -> cell.heightAt(cellWidth()))
                .max()
                .orElseThrow();
    }

    private double cellHeight() {
        double legend =
                cells.stream().mapToDouble(cell -> cell.legend().height()).max().orElseThrow();
        return HEADING + pictureHeight() + noteHeight() + (legend == 0 ? 0 : legend + 5);
    }

    private double noteHeight() {
        return cells.stream().allMatch(cell -> cell.note().isEmpty()) ? 0 : NOTE;
    }

    private double top() {
        return title.isEmpty() ? 0 : TITLE;
    }
}
