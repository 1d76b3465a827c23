package ai.interpretdl.image;

import java.util.function.DoubleUnaryOperator;

/**
 * The numbers that the ends of a colour map stand for. What lies beyond an end has its colour.
 *
 * @param low at the first colour
 * @param high at the last one; the same where nothing stands out
 */
record Scale(double low, double high) {
    /** From the minimum to a quantile. Where that is the minimum too, as in maps with few marks, the maximum takes its place. */
    static Scale upTo(double share, PixelMap map) {
        double low = map.min();
        double quantile = map.quantile(share);
        return new Scale(low, quantile > low ? quantile : map.max());
    }

    /** From -a to a, so that 0 stays in the middle; a is the 99.5th percentile of the sizes, or the largest. */
    static Scale symmetric(PixelMap map) {
        PixelMap sizes = map.mapped(Math::abs);
        double quantile = sizes.quantile(0.995);
        double high = quantile > 0 ? quantile : sizes.max();
        return new Scale(-high, high);
    }

    /** From 0 at the low end to 1 at the high one. */
    PixelMap shares(PixelMap map) {
        return mapped(map, value -> Math.max(0, Math.min(1, (value - low) / (high - low))));
    }

    /** From -1 to 1, for a symmetric scale. */
    PixelMap signed(PixelMap map) {
        return mapped(map, value -> Math.max(-1, Math.min(1, value / high)));
    }

    private PixelMap mapped(PixelMap map, DoubleUnaryOperator change) {
        return map.mapped(high > low ? change : value -> 0);
    }

    /** The bar under a picture of a map; none where the picture says that nothing stands out. */
    Legend bar(ColorMap colours, PixelMap map) {
        return legend(colours, Ticks.label(low), Ticks.label(high) + (map.max() > high ? " or more" : ""));
    }

    /** As {@link #bar}, with what the signs mean. */
    Legend signedBar(ColorMap colours) {
        return legend(colours, "−" + Ticks.label(high) + " against it", Ticks.label(high) + " for it");
    }

    private Legend legend(ColorMap colours, String first, String last) {
        return high > low ? new Legend.Bar(colours, first, last) : new Legend.None();
    }
}
