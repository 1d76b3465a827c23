package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.model.Seam;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The attributions of an explanation, one a place that can be hidden, for all explained inputs together.
 *
 * <p>A map over an image is resized to it bilinearly and shared equally among its channels, so that sums are the map's.
 */
final class Relevance {
    private final List<Geometry> inputs;
    private final List<double[][]> elements;
    private final int rows;
    private final boolean whole;

    private Relevance(List<Geometry> inputs, List<double[][]> elements, int rows, boolean whole) {
        this.inputs = inputs;
        this.elements = elements;
        this.rows = rows;
        this.whole = whole;
    }

    static Relevance of(Inquiry inquiry, Explanation explanation) {
        return of(inquiry, explanation.tensors());
    }

    /** @param found attributions by their names in an answer */
    static Relevance of(Inquiry inquiry, Map<String, Tensor> found) {
        boolean whole = inquiry.subject().isWhole();
        int rows = Math.toIntExact(inquiry.subject().rows());
        List<Geometry> inputs = new ArrayList<>();
        List<double[][]> elements = new ArrayList<>();
        for (Seam seam : inquiry.seams()) {
            Shape shape = Objects.requireNonNull(inquiry.question().inputs().get(seam.input()))
                    .shape();
            Geometry geometry = new Geometry(whole ? shape : shape.slice(1, shape.rank()), seam.isEmbedding());
            inputs.add(geometry);
            elements.add(spread(seam.input(), given(found, seam.input()), geometry, rows));
        }
        return new Relevance(inputs, elements, rows, whole);
    }

    private static Tensor given(Map<String, Tensor> found, String input) {
        return Optional.ofNullable(found.get("attributions." + input))
                .or(() -> Optional.ofNullable(found.get("attributions")))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the explanation has no attributions of " + input + "; it has " + found.keySet()));
    }

    /** Of one input. */
    static Relevance of(Geometry input, double[][] elements) {
        return new Relevance(List.of(input), Collections.singletonList(elements), elements.length, false);
    }

    private static double[][] spread(String input, Tensor given, Geometry geometry, int rows) {
        double[] flat = finite(input, given.doubles());
        int width = geometry.elements();
        boolean rowsFit = flat.length > 0 && flat.length % rows == 0;
        if (rowsFit && flat.length == rows * width && isAlike(given.shape(), geometry.own(), rows)) {
            return split(flat, rows);
        }
        if (rowsFit && geometry.tokens() && flat.length % (rows * width) == 0) {
            return split(summed(flat, flat.length / (rows * width)), rows);
        }
        Shape shape = given.shape();
        if (rowsFit && geometry.isImage() && shape.rank() >= 3 && shape.dim(-1) * shape.dim(-2) * rows == flat.length) {
            double[][] maps = split(flat, rows);
            for (int row = 0; row < rows; row++) {
                maps[row] = overImage(maps[row], (int) shape.dim(-2), (int) shape.dim(-1), geometry);
            }
            return maps;
        }
        throw new IllegalArgumentException("attributions of " + input + " have shape " + shape + "; " + rows
                + " rows of " + geometry.own() + " take attributions of that shape"
                + (geometry.isImage() ? ", or a map [N, height, width]" : ""));
    }

    /** Whether a shape is that of some rows, whatever axes of length 1 it has or leaves out. */
    private static boolean isAlike(Shape given, Shape own, int rows) {
        return Arrays.equals(longAxes(given), longAxes(Shape.of(rows).concat(own)));
    }

    private static long[] longAxes(Shape shape) {
        return Arrays.stream(shape.dims()).filter(dim -> dim != 1).toArray();
    }

    private static double[] finite(String input, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("attributions of " + input + " have " + values[i] + " as element "
                        + i + ": only finite numbers can be put in order");
            }
        }
        return values;
    }

    private static double[][] split(double[] flat, int rows) {
        int width = flat.length / rows;
        double[][] parts = new double[rows][];
        for (int row = 0; row < rows; row++) {
            parts[row] = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
        }
        return parts;
    }

    private static double[] summed(double[] values, int each) {
        double[] sums = new double[values.length / each];
        for (int i = 0; i < values.length; i++) {
            sums[i / each] += values[i];
        }
        return sums;
    }

    private static double[] overImage(double[] map, int height, int width, Geometry geometry) {
        double[] resized = Resizing.bilinear(map, height, width, geometry.height(), geometry.width());
        double[] all = new double[geometry.elements()];
        for (int i = 0; i < all.length; i++) {
            all[i] = resized[geometry.place(i)] / geometry.channels();
        }
        return all;
    }

    int rows() {
        return rows;
    }

    List<Geometry> inputs() {
        return inputs;
    }

    /** The only input, an image. */
    Geometry image(String measure) {
        if (inputs.size() != 1 || !inputs.get(0).isImage()) {
            throw new IllegalArgumentException(measure + " takes one input that is an image, [N, C, height, width]");
        }
        return inputs.get(0);
    }

    /** The number of each place, of all inputs one behind the other. */
    double[] places(int row, Channels channels) {
        double[] all = new double[inputs.stream().mapToInt(Geometry::places).sum()];
        int from = 0;
        for (int i = 0; i < inputs.size(); i++) {
            double[] values = elements.get(i)[row];
            for (int e = 0; e < values.length; e++) {
                all[from + inputs.get(i).place(e)] += channels.of(values[e]);
            }
            from += inputs.get(i).places();
        }
        return all;
    }

    /** The attribution of each element, of all inputs one behind the other. */
    double[] elements(int row) {
        return elements.stream()
                .flatMapToDouble(input -> Arrays.stream(input[row]))
                .toArray();
    }

    /** The attributions of each row, {@code [rows][elements]}. */
    double[][] byRow() {
        double[][] all = new double[rows][];
        Arrays.setAll(all, this::elements);
        return all;
    }

    /** Numbers of places, {@code [rows][places]}, as a tensor an input that lies over it. */
    List<Tensor> overPlaces(double[][] numbers) {
        List<Tensor> tensors = new ArrayList<>();
        int from = 0;
        for (Geometry input : inputs) {
            tensors.add(tensor(numbers, from, input.places(), input.shape()));
            from += input.places();
        }
        return tensors;
    }

    /** The attributions as they are, a tensor an input. */
    List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            tensors.add(tensor(
                    elements.get(i), 0, inputs.get(i).elements(), inputs.get(i).own()));
        }
        return tensors;
    }

    private Tensor tensor(double[][] numbers, int from, int width, Shape shape) {
        float[] values = new float[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers[i / width][from + i % width];
        }
        return Tensor.of(values, (whole ? shape : Shape.of(rows).concat(shape)).dims());
    }
}
