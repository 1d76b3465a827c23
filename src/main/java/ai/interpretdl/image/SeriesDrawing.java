package ai.interpretdl.image;

import ai.interpretdl.image.Canvas.Anchor;
import java.util.List;
import java.util.stream.Stream;

/** Draws a series as a line, over bands in the colours of its attributions. */
final class SeriesDrawing {
    private static final double WIDTH = 720;
    private static final double HEIGHT = 380;

    private final Chart.Series chart;
    private final Plot plot;
    /** The largest size of an attribution; 0 where none stands out. */
    private final double largest;

    SeriesDrawing(Chart.Series chart) {
        this.chart = chart;
        int steps = chart.values().size();
        Range across = new Range(0, Math.max(1, steps - 1));
        this.plot = new Plot(76, 56, WIDTH - 76 - 28, HEIGHT - 56 - 104, across, Range.of(chart.values()));
        this.largest = chart.attributions().stream()
                .filter(Double::isFinite)
                .mapToDouble(Math::abs)
                .max()
                .orElse(0);
    }

    Figure figure() {
        return new Figure(WIDTH, HEIGHT, this::draw);
    }

    private void draw(Canvas canvas) {
        canvas.text(Lettering.TITLE.fit(chart.title(), WIDTH - 48), 24, 34, Lettering.TITLE, Anchor.START);
        bands(canvas);
        plot.axes(canvas, "step", "value");
        plot.line(canvas, chart.values(), 2, Palette.INK);
        String limit = Ticks.label(largest);
        Legend bar = new Legend.Bar(ColorMap.DIVERGING, "−" + limit + " against", limit + " for the target");
        LegendDrawing.draw(canvas, bar, plot.left(), HEIGHT - 46, 300);
        canvas.text(remark(), WIDTH - 28, HEIGHT - 21, Lettering.NOTE, Anchor.END);
    }

    private void bands(Canvas canvas) {
        int steps = chart.values().size();
        double step = plot.width() / Math.max(1, steps - 1);
        for (int i = 0; i < steps; i++) {
            double attribution = chart.attributions().get(i);
            if (largest > 0 && Double.isFinite(attribution)) {
                double from = Math.max(plot.left(), plot.left() + (i - 0.5) * step);
                double to = Math.min(plot.left() + plot.width(), plot.left() + (i + 0.5) * step);
                int entry = (int) Math.rint(127.5 + 127.5 * attribution / largest);
                int colour = Blend.mix(Palette.PAPER, ColorMap.DIVERGING.rgb(entry), 0.85);
                // A hair wider, so that no gap shows between bands.
                canvas.fill(
                        from,
                        plot.top(),
                        Math.min(to - from + 0.5, plot.left() + plot.width() - from),
                        plot.height(),
                        colour,
                        1);
            }
        }
    }

    private String remark() {
        if (largest == 0 && chart.attributions().stream().allMatch(Double::isFinite)) {
            return "all attributions are zero";
        }
        List<Double> all = Stream.concat(chart.values().stream(), chart.attributions().stream())
                .toList();
        return Plot.remark(all);
    }
}
