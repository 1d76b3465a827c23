package ai.interpretdl.image;

import ai.interpretdl.image.Canvas.Anchor;

/** Draws legends. */
final class LegendDrawing {
    private static final int BANDS = 64;

    private LegendDrawing() {}

    static void draw(Canvas canvas, Legend legend, double x, double y, double width) {
        if (legend instanceof Legend.Bar bar) {
            bar(canvas, bar, x, y, width);
        } else if (legend instanceof Legend.Keys keys) {
            for (int i = 0; i < keys.keys().size(); i++) {
                Legend.Key key = keys.keys().get(i);
                canvas.fill(x, y + 18 * i + 3, 12, 12, key.colour(), 1);
                canvas.text(
                        Lettering.NOTE.fit(key.name(), width - 18),
                        x + 18,
                        y + 18 * i + 13,
                        Lettering.NOTE,
                        Anchor.START);
            }
        }
    }

    private static void bar(Canvas canvas, Legend.Bar bar, double x, double y, double width) {
        double band = width / BANDS;
        for (int i = 0; i < BANDS; i++) {
            // To the end, each over the one before: no gap shows between bands.
            canvas.fill(x + i * band, y, width - i * band, 10, bar.map().rgb(255 * i / (BANDS - 1)), 1);
        }
        canvas.text(Lettering.NOTE.fit(bar.low(), width / 2 - 4), x, y + 25, Lettering.NOTE, Anchor.START);
        canvas.text(Lettering.NOTE.fit(bar.high(), width / 2 - 4), x + width, y + 25, Lettering.NOTE, Anchor.END);
    }
}
