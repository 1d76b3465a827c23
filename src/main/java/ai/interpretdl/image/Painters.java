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
        Scale scale = Scale.upTo(0.99, sizes);
        int[] levels = levels(scale.shares(sizes));
        return painted(picture, sizes, scale.bar(ColorMap.GREY, sizes), (i, pixel) -> ColorMap.GREY.rgb(levels[i]));
    }

    static Painted green(Tensor map, Picture picture) {
        PixelMap sizes = sizes(map, picture);
        Scale scale = Scale.upTo(0.99, sizes);
        int[] levels = levels(scale.shares(sizes));
        Legend bar = scale.bar(ColorMap.GREEN, sizes);
        return painted(picture, sizes, bar, (i, pixel) -> Blend.sum(0.4, levels[i] << 8, 0.6, pixel));
    }

    static Painted heat(Tensor map, Picture picture) {
        PixelMap sums = sums(map, picture);
        Scale scale = Scale.upTo(1, sums);
        int[] levels = levels(scale.shares(sums).resized(picture));
        return painted(picture, sums, scale.bar(ColorMap.JET, sums), (i, pixel) -> ColorMap.JET.rgb(levels[i]));
    }

    static Painted heatOverlay(Tensor map, Picture picture) {
        return over(heat(map, picture), (i, colour) -> Blend.sum(0.4, colour, 0.6, picture.packed(i)));
    }

    static Painted mask(Tensor map, Picture picture) {
        PixelMap mask = sums(map, picture).resized(picture);
        int[] levels = levels(mask);
        Legend key = mask.min() < mask.max() ? Superpixels.MARKS : new Legend.None();
        return painted(picture, mask, key, (i, pixel) -> Blend.sum(0.6, levels[i] << 8, 0.4, pixel));
    }

    static Painted positive(Tensor map, Picture picture) {
        PixelMap clipped = PixelMap.of(map, picture, value -> Math.max(0, Math.min(1, value)))
                .resized(picture);
        Scale scale = Scale.upTo(0.995, clipped);
        double[] shares = scale.shares(clipped).values;
        Legend bar = scale.bar(ColorMap.GREEN, clipped);
        return painted(picture, clipped, bar, (i, pixel) -> Blend.sum(0.5 * shares[i], GREEN, 0.7, pixel));
    }

    static Painted uniform(Tensor map, Picture picture) {
        PixelMap sizes = sizes(map, picture);
        Scale scale = Scale.upTo(0.995, sizes);
        double[] shares = scale.shares(sizes).values;
        Legend bar = scale.bar(ColorMap.UNIFORM, sizes);
        return painted(picture, sizes, bar, (i, pixel) -> ColorMap.UNIFORM.rgb((int) Math.rint(255 * shares[i])));
    }

    static Painted uniformOverlay(Tensor map, Picture picture) {
        Painted colours = uniform(map, picture);
        double[] shares = Scale.upTo(0.995, colours.map()).shares(colours.map()).values;
        return over(colours, (i, colour) -> Blend.mix(grey(picture, i), colour, 0.3 + 0.45 * shares[i]));
    }

    static Painted diverging(Tensor map, Picture picture) {
        PixelMap sums = sums(map, picture).resized(picture);
        Scale scale = Scale.symmetric(sums);
        double[] shares = scale.signed(sums).values;
        return painted(
                picture,
                sums,
                scale.signedBar(ColorMap.DIVERGING),
                (i, pixel) -> ColorMap.DIVERGING.rgb((int) Math.rint((shares[i] < 0 ? 127 : 128) + 127 * shares[i])));
    }

    static Painted divergingOverlay(Tensor map, Picture picture) {
        Painted colours = diverging(map, picture);
        double[] shares = Scale.symmetric(colours.map()).signed(colours.map()).values;
        return over(colours, (i, colour) -> {
            int paper = Blend.mix(grey(picture, i), 0xffffff, 0.45);
            return Blend.mix(paper, colour, 0.9 * Math.pow(Math.abs(shares[i]), 0.6));
        });
    }

    private static PixelMap sums(Tensor map, Picture picture) {
        return PixelMap.of(map, picture, DoubleUnaryOperator.identity());
    }

    private static PixelMap sizes(Tensor map, Picture picture) {
        return PixelMap.of(map, picture, Math::abs).resized(picture);
    }

    private static int[] levels(PixelMap map) {
        return Arrays.stream(map.values).mapToInt(value -> (int) (value * 255)).toArray();
    }

    private static int grey(Picture picture, int i) {
        byte[] rgb = picture.pixels();
        return 0x010101 * Grey.luma(rgb[3 * i] & 0xff, rgb[3 * i + 1] & 0xff, rgb[3 * i + 2] & 0xff);
    }

    private static Painted painted(Picture under, PixelMap map, Legend legend, IntBinaryOperator colour) {
        return new Painted(under.recoloured(colour), map, legend);
    }

    /** Colours of a map brought together with the picture. */
    private static Painted over(Painted colours, IntBinaryOperator mixed) {
        return painted(colours.picture(), colours.map(), colours.legend(), mixed);
    }
}
