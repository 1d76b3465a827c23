package ai.interpretdl.interpret.input;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The explained inputs of a row one behind the other, as an array.
 *
 * @param shapes of the inputs, rows first
 * @param rows their number
 */
record FlatRows(List<Shape> shapes, int rows) {
    static FlatRows of(List<Tensor> tensors, int rows) {
        return new FlatRows(tensors.stream().map(Tensor::shape).toList(), rows);
    }

    /** An array for each row. */
    double[][] arrays(List<Tensor> tensors) {
        int width = Math.toIntExact(shapes.stream().mapToLong(Shape::size).sum() / rows);
        double[][] arrays = new double[rows][width];
        int at = 0;
        for (Tensor tensor : tensors) {
            double[] all = tensor.doubles();
            int own = all.length / rows;
            for (int row = 0; row < rows; row++) {
                System.arraycopy(all, row * own, arrays[row], at, own);
            }
            at += own;
        }
        return arrays;
    }

    /** The tensors of arrays. */
    List<Tensor> tensors(double[][] arrays) {
        List<Tensor> tensors = new ArrayList<>();
        int at = 0;
        for (Shape shape : shapes) {
            int own = Math.toIntExact(shape.size() / rows);
            float[] all = new float[rows * own];
            for (int i = 0; i < all.length; i++) {
                all[i] = (float) arrays[i / own][at + i % own];
            }
            tensors.add(Tensor.of(all, shape.dims()));
            at += own;
        }
        return tensors;
    }
}
