package ai.interpretdl.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Pictures side by side under their titles, for instance a photo and what several algorithms say of it.
 *
 * @param title over all
 * @param cells the pictures in order
 * @param columns how many stand side by side
 */
public record ContactSheet(String title, List<Cell> cells, int columns) {
    private static final double WIDTH = 260;
    private static final double GAP = 14;
    private static final double HEADING = 26;
    private static final double TITLE = 40;

    /** A picture with its title. */
    public record Cell(String title, Picture picture) {}

    public ContactSheet {
        cells = List.copyOf(cells);
        if (cells.isEmpty() || columns < 1) {
            throw new IllegalArgumentException("a sheet has at least one picture and one column");
        }
    }

    /** Draws the sheet, two pixels a unit. */
    public Picture draw() {
        int across = Math.min(columns, cells.size());
        List<Double> heights = heights(across);
        double height =
                TITLE + heights.stream().mapToDouble(h -> h + HEADING + GAP).sum();
        RasterCanvas canvas = new RasterCanvas(GAP + across * (WIDTH + GAP), height, 2);
        canvas.text(Lettering.TITLE.fit(title, across * WIDTH), GAP, TITLE - 14, Lettering.TITLE, Canvas.Anchor.START);
        double top = TITLE;
        for (int i = 0; i < cells.size(); i++) {
            int column = i % across;
            double left = GAP + column * (WIDTH + GAP);
            Cell cell = cells.get(i);
            canvas.text(
                    Lettering.HEADING.fit(cell.title(), WIDTH),
                    left,
                    top + HEADING - 9,
                    Lettering.HEADING,
                    Canvas.Anchor.START);
            canvas.picture(cell.picture(), left, top + HEADING, WIDTH, height(cell));
            if (column == across - 1) {
                top += heights.get(i / across) + HEADING + GAP;
            }
        }
        return canvas.finish();
    }

    /** The tallest picture of each line. */
    private List<Double> heights(int across) {
        List<Double> heights = new ArrayList<>();
        for (int i = 0; i < cells.size(); i += across) {
            heights.add(cells.subList(i, Math.min(cells.size(), i + across)).stream()
                    .mapToDouble(ContactSheet::height)
                    .max()
                    .orElse(0));
        }
        return heights;
    }

    private static double height(Cell cell) {
        return WIDTH * cell.picture().height() / cell.picture().width();
    }
}
