package ai.interpretdl.testing;

import ai.interpretdl.tensor.Tensor;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A small network as PyTorch exported it, with its output and the derivatives of a score, in float64.
 *
 * <p>{@code src/test/python/export_fixtures.py} wrote it; {@code fixture.py} beside it describes the files.
 *
 * @param name family and variant: {@code swin-dynamic}
 * @param export how it was exported
 * @param reference inputs, output and derivatives, the same for all variants of a family
 * @param parameters derivative of the score with respect to initializers of this file; float64. Empty where the export
 *     changed the weights, as by folding BatchNormalization
 */
public record ExportFixture(String name, Export export, Reference reference, Map<String, Tensor> parameters) {
    private static final String DIRECTORY = "/exports/";

    /**
     * How a file was exported.
     *
     * @param opset version of the default domain, 9 to 17
     * @param fixedBatch whether the file takes exactly one row; else any number of them
     * @param unfolded whether BatchNormalization and constant arithmetic were left in the graph
     */
    public record Export(int opset, boolean fixedBatch, boolean unfolded) {}

    /**
     * What the network answers, and how its score changes.
     *
     * @param inputs rows by name of the input; float32 or int64
     * @param output the expected output of these rows, float64; the file calls it {@link #OUTPUT}
     * @param score of which output elements the score is the sum
     * @param gradients derivative of the score with respect to inputs and to inner values that every variant calls so; float64
     * @param hessianVectors second derivatives, for few smooth networks; by value
     * @param float32 largest deviation of the framework's own float32 gradients from these, relative to their largest element
     */
    public record Reference(
            Map<String, Tensor> inputs,
            Tensor output,
            Score score,
            Map<String, Tensor> gradients,
            Map<String, HessianVector> hessianVectors,
            double float32) {
        public static final String OUTPUT = "output";

        public Reference {
            inputs = Map.copyOf(inputs);
            gradients = Map.copyOf(gradients);
            hessianVectors = Map.copyOf(hessianVectors);
        }

        public int rows() {
            return score.target.size();
        }

        /** The inputs of one row, its axis kept: {@code [1, …]}. */
        public Map<String, Tensor> row(int row) {
            return ExportFixtures.mapped(inputs, input -> input.rows(row, row + 1));
        }
    }

    /**
     * The sum over rows r of {@code output[r, …, target[r], …]} and, within each, over all other axes.
     *
     * @param axis which axis of the output holds the classes; not 0
     * @param target a class a row
     */
    public record Score(int axis, List<Integer> target) {
        public Score {
            target = List.copyOf(target);
        }

        /** The derivative of the score with respect to the output: ones where the score looks, else zeros; float32. */
        public Tensor seed(Tensor output) {
            long classes = output.shape().dim(axis);
            long inner = output.shape().slice(axis + 1, output.shape().rank()).size();
            long row = output.shape().slice(1, output.shape().rank()).size();
            float[] seed = new float[Math.toIntExact(output.shape().size())];
            for (int i = 0; i < seed.length; i++) {
                seed[i] = i / inner % classes == target.get((int) (i / row)) ? 1 : 0;
            }
            return Tensor.of(seed, output.shape().dims());
        }

        /** The score of some output of these rows. */
        public double of(Tensor output) {
            double[] values = output.doubles();
            double[] seed = seed(output).doubles();
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += seed[i] * values[i];
            }
            return sum;
        }
    }

    /** The Hessian of the score times {@code vector}. */
    public record HessianVector(Tensor vector, Tensor product) {}

    public ExportFixture {
        parameters = Map.copyOf(parameters);
    }

    /** Every fixture, ordered by family. */
    public static List<ExportFixture> all() {
        return ExportFixtures.ALL;
    }

    /** @throws java.util.NoSuchElementException when there is none of that name */
    public static ExportFixture named(String name) {
        return all().stream().filter(f -> f.name.equals(name)).findFirst().orElseThrow();
    }

    /** The .onnx file. */
    public Path file() {
        return resource(name + ".onnx");
    }

    static Path resource(String file) {
        URL url = ExportFixture.class.getResource(DIRECTORY + file);
        if (url == null) {
            throw new IllegalStateException(file + " is missing: run src/test/python/export_fixtures.py");
        }
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(url + " is no file", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
