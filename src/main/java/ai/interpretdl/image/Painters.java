package ai.interpretdl.image;

import ai.interpretdl.image.Overlay.Painted;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;

/** The arithmetic behind each overlay. */
final class Painters {
    private static final int GREEN = 0x00ff00;

    private Painters() {}

    static Painted grey(Tensor map, Picture picture) {
        PixelMap sizes = sizes(map, picture);
        int[] levels = levels(stretched(sizes, 0.99));
        return painted(picture, sizes, (i, pixel) -> ColorMap.GREY.rgb(levels[i]));
    }

    static Painted green(Tensor map, Picture picture) {
        PixelMap sizes = sizes(map, picture);
        int[] levels = levels(stretched(sizes, 0.99));
        return painted(picture, sizes, (i, pixel) -> Blend.sum(0.4, levels[i] << 8, 0.6, pixel));
    }

    static Painted heat(Tensor map, Picture picture) {
        PixelMap sums = PixelMap.of(map, picture, DoubleUnaryOperator.identity());
        int[] levels = levels(stretched(sums, 1).resized(picture));
        return painted(picture, sums, (i, pixel) -> ColorMap.JET.rgb(levels[i]));
    }

    static Painted heatOverlay(Tensor map, Picture picture) {
        PixelMap sums = PixelMap.of(map, picture, DoubleUnaryOperator.identity());
        int[] levels = levels(stretched(sums, 1).resized(picture));
        return painted(picture, sums, (i, pixel) -> Blend.sum(0.4, ColorMap.JET.rgb(levels[i]), 0.6, pixel));
    }

    static Painted mask(Tensor map, Picture picture) {
        PixelMap mask =
                PixelMap.of(map, picture, DoubleUnaryOperator.identity()).resized(picture);
        int[] levels = levels(mask);
        return painted(picture, mask, (i, pixel) -> Blend.sum(0.6, levels[i] << 8, 0.4, pixel));
    }

    static Painted positive(Tensor map, Picture picture) {
        PixelMap clipped = PixelMap.of(map, picture, value -> Math.max(0, Math.min(1, value)))
                .resized(picture);
        double[] shares = stretched(clipped, 0.995).values;
        return painted(picture, clipped, (i, pixel) -> Blend.sum(0.5 * shares[i], GREEN, 0.7, pixel));
    }

    static Painted uniform(Tensor map, Picture picture) {
        PixelMap sizes = sizes(map, picture);
        double[] shares = stretched(sizes, 0.995).values;
        return painted(picture, sizes, (i, pixel) -> ColorMap.UNIFORM.rgb((int) Math.rint(255 * shares[i])));
    }

    static Painted uniformOverlay(Tensor map, Picture picture) {
        Painted colours = uniform(map, picture);
        double[] shares = stretched(colours.map(), 0.995).values;
        return painted(
                colours.picture(),
                colours.map(),
                (i, colour) -> Blend.mix(grey(picture, i), colour, 0.3 + 0.45 * shares[i]));
    }

    static Painted diverging(Tensor map, Picture picture) {
        PixelMap sums =
                PixelMap.of(map, picture, DoubleUnaryOperator.identity()).resized(picture);
        double[] shares = symmetric(sums).values;
        return painted(
                picture,
                sums,
                (i, pixel) -> ColorMap.DIVERGING.rgb((int) Math.rint((shares[i] < 0 ? 127 : 128) + 127 * shares[i])));
    }

    static Painted divergingOverlay(Tensor map, Picture picture) {
        Painted colours = diverging(map, picture);
        double[] shares = symmetric(colours.map()).values;
        return painted(colours.picture(), colours.map(), (i, colour) -> {
            int paper = Blend.mix(grey(picture, i), 0xffffff, 0.45);
            return Blend.mix(paper, colour, 0.9 * Math.pow(Math.abs(shares[i]), 0.6));
        });
    }

    private static PixelMap sizes(Tensor map, Picture picture) {
        return PixelMap.of(map, picture, Math::abs).resized(picture);
    }

    /** From the minimum (0) to a quantile (1). Where that is the minimum too, as in maps with few marks, the maximum takes its place. */
    private static PixelMap stretched(PixelMap map, double share) {
        double low = map.min();
        double quantile = map.quantile(share);
        double high = quantile > low ? quantile : map.max();
        return map.mapped(value -> high > low ? Math.max(0, Math.min(1, (value - low) / (high - low))) : 0);
    }

    /** From -1 to 1, so that 0 stays 0. */
    private static PixelMap symmetric(PixelMap map) {
        PixelMap sizes = map.mapped(Math::abs);
        double quantile = sizes.quantile(0.995);
        double high = quantile > 0 ? quantile : sizes.max();
        return map.mapped(value -> high > 0 ? Math.max(-1, Math.min(1, value / high)) : 0);
    }

    private static int[] levels(PixelMap map) {
        return Arrays.stream(map.values).mapToInt(value -> (int) (value * 255)).toArray();
    }

    private static int grey(Picture picture, int i) {
        byte[] rgb = picture.pixels();
        return 0x010101 * Grey.luma(rgb[3 * i] & 0xff, rgb[3 * i + 1] & 0xff, rgb[3 * i + 2] & 0xff);
    }

    private static Painted painted(Picture under, PixelMap map, IntBinaryOperator colour) {
        return new Painted(under.recoloured(colour), map);
    }
}
