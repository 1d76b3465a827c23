package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Felzenszwalb;
import ai.interpretdl.image.Grid;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Quickshift;
import ai.interpretdl.image.Segmentation;
import ai.interpretdl.image.Slic;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Superpixels of a request's pictures, and their mean colours. */
final class Superpixels {
    static final Map<String, Segmentation> CHOICES = Map.of(
            "quickshift", Quickshift.LIME, "slic", Slic.DEFAULT, "felzenszwalb", Felzenszwalb.DEFAULT, "grid", new Grid(10, 10));

    private Superpixels() {}

    /** Whether there is exactly one input, and it looks like pictures: {@code [N, 3, H, W]}. */
    static boolean fit(Asked asked) {
        return asked.inputs().size() == 1
                && asked.inputs().values().stream()
                        .allMatch(t -> t.shape().rank() == 4 && t.shape().dim(1) == 3 && t.shape().dim(2) * t.shape().dim(3) >= 64);
    }

    /** Segments {@code [N, 1, H, W]} by input. */
    static Map<String, Tensor> of(Asked asked, Segmentation segmentation) {
        Map<String, Tensor> segments = new LinkedHashMap<>();
        asked.inputs().forEach((name, tensor) -> {
            List<Tensor> rows = new ArrayList<>();
            for (Picture picture : pictures(asked, tensor)) {
                Tensor map = segmentation.segments(picture);
                rows.add(map.reshape(1, 1, map.shape().dim(0), map.shape().dim(1)));
            }
            segments.put(name, Tensor.concat(rows));
        });
        return segments;
    }

    private static List<Picture> pictures(Asked asked, Tensor tensor) {
        boolean seen = asked.pictures().size() == tensor.shape().dim(0);
        return seen
                ? asked.pictures()
                : IntStream.range(0, Math.toIntExact(tensor.shape().dim(0))).mapToObj(row -> picture(tensor.rows(row, row + 1L))).toList();
    }

    /** Numbers as colours, the smallest black, the largest white. */
    private static Picture picture(Tensor row) {
        float[] values = row.floats();
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        int height = Math.toIntExact(row.shape().dim(2));
        int width = Math.toIntExact(row.shape().dim(3));
        byte[] rgb = new byte[3 * width * height];
        float scale = high > low ? 255 / (high - low) : 0;
        for (int i = 0; i < values.length; i++) {
            int channel = i / (width * height);
            rgb[3 * (i % (width * height)) + channel] = (byte) Math.round((values[i] - low) * scale);
        }
        return Picture.of(width, height, rgb);
    }

    /** The input with every segment filled by its mean, channel by channel. */
    static Map<String, Tensor> means(Asked asked, Map<String, Tensor> segments) {
        Map<String, Tensor> filled = new LinkedHashMap<>();
        segments.forEach((name, map) -> {
            Tensor input = asked.inputs().get(name);
            if (input != null && input.shape().rank() == 4) {
                filled.put(name, means(input, map));
            }
        });
        return filled;
    }

    private static Tensor means(Tensor input, Tensor map) {
        Shape shape = input.shape();
        int rows = Math.toIntExact(shape.dim(0));
        int channels = Math.toIntExact(shape.dim(1));
        int pixels = Math.toIntExact(shape.dim(2) * shape.dim(3));
        long[] ids = map.longs();
        float[] values = input.floats();
        for (int row = 0; row < rows; row++) {
            int from = ids.length == rows * pixels ? row * pixels : 0;
            for (int channel = 0; channel < channels; channel++) {
                fill(values, (row * channels + channel) * pixels, ids, from, pixels);
            }
        }
        return Tensor.of(values, shape.dims());
    }

    private static void fill(float[] values, int at, long[] ids, int from, int pixels) {
        Map<Long, double[]> sums = new LinkedHashMap<>();
        for (int i = 0; i < pixels; i++) {
            double[] sum = sums.computeIfAbsent(ids[from + i], id -> new double[2]);
            sum[0] += values[at + i];
            sum[1]++;
        }
        for (int i = 0; i < pixels; i++) {
            double[] sum = sums.getOrDefault(ids[from + i], new double[] {0, 1});
            values[at + i] = (float) (sum[0] / sum[1]);
        }
    }
}
