package ai.interpretdl.image;

import java.util.List;

/** A picture of numbers. What is not finite is left out, and the chart says so. */
public sealed interface Chart {
    /** The chart, drawn. */
    Figure figure();

    /**
     * Lines over a common axis from 0 to 1, as of insertion and deletion: the score against the share of features changed.
     *
     * @param title above the chart
     * @param across what the horizontal axis shows
     * @param up what the vertical axis shows
     * @param curves at least one
     */
    record Curves(String title, String across, String up, List<Curve> curves) implements Chart {
        public Curves {
            curves = List.copyOf(curves);
            if (curves.isEmpty()) {
                throw new IllegalArgumentException("a chart of curves takes at least one");
            }
        }

        @Override
        public Figure figure() {
            return new CurvesDrawing(this).figure();
        }
    }

    /**
     * One line.
     *
     * @param name for the legend
     * @param values at equal steps from 0 to 1; two or more
     */
    record Curve(String name, List<Double> values) {
        public Curve {
            values = List.copyOf(values);
            if (values.size() < 2) {
                throw new IllegalArgumentException(
                        "curve " + name + " has " + values.size() + " values; a line takes two");
            }
        }
    }

    /**
     * A bar for each feature of a table, the largest first: red speaks for the target, blue against it. Beyond twenty, the rest is summed.
     *
     * @param title above the chart
     * @param bars at least one
     */
    record Bars(String title, List<Bar> bars) implements Chart {
        public Bars {
            bars = List.copyOf(bars);
            if (bars.isEmpty()) {
                throw new IllegalArgumentException("a bar chart takes at least one bar");
            }
        }

        @Override
        public Figure figure() {
            return new BarsDrawing(this).figure();
        }
    }

    /**
     * One bar.
     *
     * @param name the feature, perhaps with its value
     * @param value its attribution
     */
    record Bar(String name, double value) {}

    /**
     * A time series over the attributions of its steps: red stretches speak for the target, blue ones against it.
     *
     * @param title above the chart
     * @param values one a step; at least one
     * @param attributions one a step
     */
    record Series(String title, List<Double> values, List<Double> attributions) implements Chart {
        public Series {
            values = List.copyOf(values);
            attributions = List.copyOf(attributions);
            if (values.isEmpty() || values.size() != attributions.size()) {
                throw new IllegalArgumentException("a series of " + values.size()
                        + " values takes as many attributions, not " + attributions.size() + ", and at least one");
            }
        }

        @Override
        public Figure figure() {
            return new SeriesDrawing(this).figure();
        }
    }
}
