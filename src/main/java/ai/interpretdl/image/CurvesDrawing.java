package ai.interpretdl.image;

import ai.interpretdl.image.Canvas.Anchor;
import java.util.List;

/** Draws lines over a common axis, with their names beside them. */
final class CurvesDrawing {
    private static final double WIDTH = 720;
    private static final double HEIGHT = 420;
    private static final double NAMES = 170;

    private final Chart.Curves chart;
    private final List<Double> numbers;
    private final Plot plot;

    CurvesDrawing(Chart.Curves chart) {
        this.chart = chart;
        this.numbers = chart.curves().stream()
                .flatMap(curve -> curve.values().stream())
                .toList();
        this.plot = new Plot(76, 56, WIDTH - 76 - NAMES, HEIGHT - 56 - 62, new Range(0, 1), Range.of(numbers));
    }

    Figure figure() {
        return new Figure(WIDTH, HEIGHT, this::draw);
    }

    private void draw(Canvas canvas) {
        canvas.text(Lettering.TITLE.fit(chart.title(), WIDTH - 48), 24, 34, Lettering.TITLE, Anchor.START);
        plot.axes(canvas, chart.across(), chart.up());
        double x = plot.left() + plot.width() + 18;
        for (int i = 0; i < chart.curves().size(); i++) {
            Chart.Curve curve = chart.curves().get(i);
            plot.line(canvas, curve.values(), 2.2, Palette.series(i));
            double y = plot.top() + 8 + 22 * i;
            canvas.line(new double[] {x, y, x + 18, y}, 3, Palette.series(i));
            canvas.text(Lettering.TEXT.fit(curve.name(), NAMES - 58), x + 26, y + 4, Lettering.TEXT, Anchor.START);
        }
        canvas.text(Plot.remark(numbers), x, plot.bottom(), Lettering.NOTE, Anchor.START);
    }
}
