package ai.interpretdl.image;

import ai.interpretdl.image.Canvas.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws a bar for each feature, from a common zero line to the left or the right. */
final class BarsDrawing {
    private static final int MOST = 20;
    private static final double WIDTH = 720;
    private static final double NAMES = 210;
    private static final double ROW = 24;
    private static final double TOP = 56;
    /** What the label of a value takes beyond a bar's end. */
    private static final double LABEL = 62;

    private final Chart.Bars chart;
    private final List<Chart.Bar> rows;
    private final Range range;

    BarsDrawing(Chart.Bars chart) {
        this.chart = chart;
        this.rows = rows(chart.bars());
        List<Double> finite =
                rows.stream().map(Chart.Bar::value).filter(Double::isFinite).toList();
        double low = finite.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = finite.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        this.range = low == 0 && high == 0 ? new Range(0, 1) : new Range(Math.min(0, low), Math.max(0, high));
    }

    private static List<Chart.Bar> rows(List<Chart.Bar> bars) {
        List<Chart.Bar> sorted = bars.stream()
                .sorted(Comparator.comparingDouble(
                        bar -> Double.isFinite(bar.value()) ? -Math.abs(bar.value()) : -Double.MAX_VALUE))
                .toList();
        if (sorted.size() <= MOST) {
            return sorted;
        }
        List<Chart.Bar> rows = new ArrayList<>(sorted.subList(0, MOST - 1));
        List<Chart.Bar> others = sorted.subList(MOST - 1, sorted.size());
        rows.add(new Chart.Bar(
                others.size() + " others",
                others.stream().mapToDouble(Chart.Bar::value).sum()));
        return rows;
    }

    Figure figure() {
        return new Figure(WIDTH, TOP + rows.size() * ROW + 40, this::draw);
    }

    private void draw(Canvas canvas) {
        canvas.text(Lettering.TITLE.fit(chart.title(), WIDTH - 48), 24, 34, Lettering.TITLE, Anchor.START);
        double foot = TOP + rows.size() * ROW;
        for (int i = 0; i < rows.size(); i++) {
            row(canvas, rows.get(i), TOP + i * ROW);
        }
        canvas.line(new double[] {x(0), TOP, x(0), foot}, 1, Palette.AXIS);
        canvas.text(foot(), 24, foot + 24, Lettering.NOTE, Anchor.START);
    }

    private void row(Canvas canvas, Chart.Bar bar, double y) {
        canvas.text(Lettering.TEXT.fit(bar.name(), NAMES - 36), NAMES, y + 16, Lettering.TEXT, Anchor.END);
        boolean finite = Double.isFinite(bar.value());
        double end = finite ? x(bar.value()) : x(0);
        int colour = bar.value() < 0 ? Palette.AGAINST : Palette.FOR;
        canvas.fill(Math.min(end, x(0)), y + 4, Math.abs(end - x(0)), ROW - 8, colour, 1);
        boolean left = finite && bar.value() < 0;
        String label = finite ? Ticks.label(bar.value()) : "not finite";
        canvas.text(label, left ? end - 6 : end + 6, y + 16, Lettering.NOTE, left ? Anchor.END : Anchor.START);
    }

    private double x(double value) {
        double left = NAMES + 14 + (range.low() < 0 ? LABEL : 0);
        double right = WIDTH - 24 - LABEL;
        return left + (right - left) * range.share(value);
    }

    private String foot() {
        boolean zero = rows.stream().allMatch(bar -> bar.value() == 0);
        return zero ? "all zero" : "red speaks for the target, blue against it";
    }
}
