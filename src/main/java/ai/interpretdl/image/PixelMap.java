package ai.interpretdl.image;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** One number a pixel; those that are not finite count as 0 and are remembered. */
final class PixelMap {
    final int width;
    final int height;
    final double[] values;
    private final int notFinite;

    private PixelMap(int width, int height, double[] values, int notFinite) {
        this.width = width;
        this.height = height;
        this.values = values;
        this.notFinite = notFinite;
    }

    /**
     * Sums what a function makes of each channel's number.
     *
     * @param map {@code [H, W]}, {@code [C, H, W]} or {@code [1, C, H, W]}; with channels last where the picture's size says so
     */
    static PixelMap of(Tensor map, Picture picture, DoubleUnaryOperator ofChannel) {
        Shape shape =
                map.shape().rank() == 4 && map.shape().dim(0) == 1 ? map.shape().slice(1, 4) : map.shape();
        if (shape.rank() < 2 || shape.rank() > 3 || shape.size() == 0) {
            throw new IllegalArgumentException("a map of shape " + map.shape()
                    + " cannot be drawn; it takes [H, W], [C, H, W] or [1, C, H, W], one row at a time");
        }
        boolean flat = shape.rank() == 2;
        boolean last = !flat && shape.dim(0) == picture.height() && shape.dim(1) == picture.width();
        int channels = flat ? 1 : (int) shape.dim(last ? 2 : 0);
        int height = (int) shape.dim(flat || last ? 0 : 1);
        int width = (int) shape.dim(flat || last ? 1 : 2);
        double[] sums = new double[height * width];
        double[] numbers = map.doubles();
        for (int i = 0; i < numbers.length; i++) {
            sums[last ? i / channels : i % sums.length] += ofChannel.applyAsDouble(numbers[i]);
        }
        int notFinite = (int)
                Arrays.stream(sums).filter(value -> !Double.isFinite(value)).count();
        double[] finite = Arrays.stream(sums)
                .map(value -> Double.isFinite(value) ? value : 0)
                .toArray();
        return new PixelMap(width, height, finite, notFinite);
    }

    PixelMap mapped(DoubleUnaryOperator change) {
        return new PixelMap(width, height, Arrays.stream(values).map(change).toArray(), notFinite);
    }

    PixelMap resized(Picture picture) {
        if (width == picture.width() && height == picture.height()) {
            return this;
        }
        double[] resized = Bilinear.resize(values, width, height, picture.width(), picture.height());
        return new PixelMap(picture.width(), picture.height(), resized, notFinite);
    }

    double min() {
        return Arrays.stream(values).min().orElseThrow();
    }

    double max() {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** The number that a share of all lie below, linearly between two: NumPy's {@code percentile}. */
    double quantile(double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        double upper = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (upper - sorted[below]) * (place - below);
    }

    /** What must be said because the colours cannot show it: nothing stands out, or numbers are missing. */
    Optional<String> remark() {
        if (notFinite > 0) {
            return Optional.of(notFinite == values.length ? "not finite" : notFinite + " not finite");
        }
        if (values.length > 1 && min() == max()) {
            return Optional.of(min() == 0 ? "all zero" : "constant " + Ticks.label(min()));
        }
        return Optional.empty();
    }
}
