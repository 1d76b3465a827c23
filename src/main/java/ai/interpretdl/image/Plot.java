package ai.interpretdl.image;

import ai.interpretdl.image.Canvas.Anchor;
import java.util.ArrayList;
import java.util.List;

/** A rectangle with axes, and the lines in it. */
record Plot(double left, double top, double width, double height, Range across, Range up) {
    double x(double value) {
        return left + width * across.share(value);
    }

    double y(double value) {
        return top + height * (1 - up.share(value));
    }

    double bottom() {
        return top + height;
    }

    /** Round numbers on both axes, with faint lines where those of the vertical one lie. */
    void axes(Canvas canvas, String acrossTitle, String upTitle) {
        for (double tick : Ticks.between(up.low(), up.high(), 5)) {
            canvas.line(new double[] {left, y(tick), left + width, y(tick)}, 1, Palette.RULE);
            canvas.text(Ticks.label(tick), left - 8, y(tick) + 4, Lettering.NOTE, Anchor.END);
        }
        for (double tick : Ticks.between(across.low(), across.high(), 8)) {
            canvas.line(new double[] {x(tick), bottom(), x(tick), bottom() + 4}, 1, Palette.AXIS);
            canvas.text(Ticks.label(tick), x(tick), bottom() + 18, Lettering.NOTE, Anchor.MIDDLE);
        }
        canvas.line(new double[] {left, bottom(), left + width, bottom()}, 1, Palette.AXIS);
        canvas.text(acrossTitle, left + width / 2, bottom() + 38, Lettering.TEXT, Anchor.MIDDLE);
        canvas.upwards(upTitle, left - 50, top + height / 2, Lettering.TEXT);
    }

    /** A line through values at equal steps over the horizontal axis; it breaks where one is not finite. */
    void line(Canvas canvas, List<Double> values, double thickness, int colour) {
        List<Double> points = new ArrayList<>();
        for (int i = 0; i <= values.size(); i++) {
            if (i < values.size() && Double.isFinite(values.get(i))) {
                double share = values.size() == 1 ? 0.5 : i / (values.size() - 1.0);
                points.add(left + width * share);
                points.add(y(values.get(i)));
            } else if (!points.isEmpty()) {
                canvas.line(points.stream().mapToDouble(Double::doubleValue).toArray(), thickness, colour);
                points.clear();
            }
        }
    }

    /** What must be said of numbers that cannot be drawn; empty where all can. */
    static String remark(List<Double> numbers) {
        long lost = numbers.stream().filter(number -> !Double.isFinite(number)).count();
        return lost == 0 ? "" : lost + (lost == 1 ? " value is" : " values are") + " not finite";
    }
}
