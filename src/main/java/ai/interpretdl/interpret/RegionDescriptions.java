package ai.interpretdl.interpret;

import ai.interpretdl.interpret.regression.Clusters;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Extent;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Numbers that tell what a region of a picture looks like: the channels at its centre, then their means over it, divided by their Euclidean
 * length.
 *
 * <p>InterpretDL takes the channels from the stem of a fixed network, enlarged bilinearly; here they come from a layer of the explained model
 * itself, or from the picture, and a pixel has the cell it lies in.
 */
public final class RegionDescriptions {
    private RegionDescriptions() {}

    /**
     * The regions of each row, {@code [N][features]}, of twice as many numbers as there are channels.
     *
     * @param layer of {@code [N, C, h, w]}; the picture itself where empty
     */
    static float[][][] of(Inquiry inquiry, Segments segments, Optional<String> layer) {
        Optional<String> value = layer.map(inquiry.model()::layer);
        Tensor maps = Objects.requireNonNull(inquiry.run(f -> {
                    Expr x = f.input();
                    return Map.of(
                            "maps", value.map(name -> f.activation(name, x)).orElseGet(() -> picture(x.get(0))));
                })
                .get("maps"));
        if (maps.shape().rank() != 4) {
            throw new IllegalArgumentException("regions are described by values of [N, C, h, w], not of " + maps.shape()
                    + ": name a layer that has them");
        }
        float[][][] descriptions = new float[Math.toIntExact(maps.shape().dim(0))][][];
        for (int row = 0; row < descriptions.length; row++) {
            descriptions[row] = ofRow(maps.rows(row, row + 1L), segments, row);
        }
        return descriptions;
    }

    private static Expr picture(Expr x) {
        return Extent.colours(x.shape()).orElse(0) == 2 ? x.transpose(2, 0, 1) : x;
    }

    /**
     * Clusters of the regions of pictures.
     *
     * @param question the pictures
     * @param features their regions
     * @param layer of {@code [N, C, h, w]}; the picture itself where empty
     * @param count number of clusters; of fewer regions as many as there are
     */
    public static Clusters train(Model model, Question question, Features features, Optional<String> layer, int count) {
        Inquiry inquiry = Inquiry.of(model, question);
        Segments segments = Segments.of(inquiry, features, Integer.MAX_VALUE);
        float[][] rows = Arrays.stream(of(inquiry, segments, layer))
                .flatMap(Arrays::stream)
                .toArray(float[][]::new);
        return Clusters.train(rows, Math.min(count, rows.length), question.run().seed());
    }

    private static float[][] ofRow(Tensor maps, Segments segments, int row) {
        int channels = Math.toIntExact(maps.shape().dim(1));
        Plane cells = new Plane(maps.shape().dim(2), maps.shape().dim(3));
        float[] values = maps.floats();
        long[] ids = segments.ids(0, row);
        Plane pixels = Plane.of(segments.shape(0));
        double[][] sums = new double[segments.features()][2 * channels];
        int[] counts = new int[sums.length];
        double[][] places = new double[sums.length][2];
        for (int pixel = 0; pixel < ids.length; pixel++) {
            if (ids[pixel] >= 0) {
                int id = (int) ids[pixel];
                counts[id]++;
                places[id][0] += pixels.y(pixel);
                places[id][1] += pixels.x(pixel);
                add(values, channels, cells, cells.under(pixels, pixel), sums[id], channels);
            }
        }
        float[][] descriptions = new float[sums.length][];
        for (int id = 0; id < sums.length; id++) {
            double count = Math.max(1, counts[id]);
            for (int c = channels; c < 2 * channels; c++) {
                sums[id][c] /= count;
            }
            int centre = pixels.at(places[id][0] / count, places[id][1] / count);
            add(values, channels, cells, cells.under(pixels, centre), sums[id], 0);
            descriptions[id] = ofLengthOne(sums[id]);
        }
        return descriptions;
    }

    private static void add(float[] values, int channels, Plane cells, int cell, double[] sums, int from) {
        for (int c = 0; c < channels; c++) {
            sums[from + c] += values[c * cells.size() + cell];
        }
    }

    private static float[] ofLengthOne(double[] numbers) {
        double length = Math.sqrt(Arrays.stream(numbers).map(n -> n * n).sum());
        float[] scaled = new float[numbers.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (length == 0 ? 0 : numbers[i] / length);
        }
        return scaled;
    }

    /** A grid of pixels or cells. */
    private record Plane(int height, int width) {
        Plane(long height, long width) {
            this(Math.toIntExact(height), Math.toIntExact(width));
        }

        /** The two axes of a map of regions that are longer than 1. */
        static Plane of(Shape map) {
            long[] longer = Arrays.stream(map.dims()).filter(dim -> dim > 1).toArray();
            if (longer.length != 2) {
                throw new IllegalArgumentException("regions lie over height and width, not over a map of " + map
                        + ": give segments of the picture");
            }
            return new Plane(longer[0], longer[1]);
        }

        int size() {
            return height * width;
        }

        int y(int at) {
            return at / width;
        }

        int x(int at) {
            return at % width;
        }

        int at(double y, double x) {
            int row = (int) Math.min(height - 1, y + 0.5);
            int column = (int) Math.min(width - 1, x + 0.5);
            return row * width + column;
        }

        /** The cell of this plane that a pixel of another lies in. */
        int under(Plane other, int pixel) {
            return y(other, pixel) * width + (int) ((long) other.x(pixel) * width / other.width);
        }

        private int y(Plane other, int pixel) {
            return (int) ((long) other.y(pixel) * height / other.height);
        }
    }
}
