package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Attributions added up over the features that go on and off together. */
final class Parts {
    /** More features make tables of masks too large. */
    static final int MOST_FEATURES = 4096;

    private final double[][] sums;
    private final int[][] sizes;

    private Parts(double[][] sums, int[][] sizes) {
        this.sums = sums;
        this.sizes = sizes;
    }

    static Parts of(Inquiry inquiry, Segments segments, Relevance relevance) {
        int rows = relevance.rows();
        double[][] numbers = new double[rows][segments.features()];
        for (double[] row : numbers) {
            Arrays.setAll(row, feature -> feature);
        }
        List<double[]> ids = segments.painted(numbers, inquiry, -1).values().stream()
                .map(Tensor::doubles)
                .toList();
        double[][] sums = new double[rows][segments.features()];
        int[][] sizes = new int[rows][segments.features()];
        for (int row = 0; row < rows; row++) {
            double[] values = relevance.elements(row);
            int at = 0;
            for (double[] map : ids) {
                int width = map.length / rows;
                for (int e = 0; e < width; e++, at++) {
                    int feature = (int) map[row * width + e];
                    if (feature >= 0) {
                        sums[row][feature] += values[at];
                        sizes[row][feature]++;
                    }
                }
            }
        }
        return new Parts(sums, sizes);
    }

    double[] sums(int row) {
        return sums[row];
    }

    double[] means(int row) {
        double[] means = new double[sums[row].length];
        Arrays.setAll(means, j -> sizes[row][j] == 0 ? 0 : sums[row][j] / sizes[row][j]);
        return means;
    }
}
