package ai.interpretdl.interpret.attention;

import java.util.Arrays;

/** Matrices by their definition, for slow versions. */
final class Matrices {
    /** An entry. */
    interface Cell {
        double at(int row, int column);
    }

    private Matrices() {}

    static double[][] identity(int size) {
        double[][] ones = new double[size][size];
        fill(ones, (i, j) -> i == j ? 1 : 0);
        return ones;
    }

    /** Adds to each entry. */
    static void fill(double[][] matrix, Cell cell) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                matrix[i][j] += cell.at(i, j);
            }
        }
    }

    static double[][] plus(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        fill(sum, (i, j) -> a[i][j] + b[i][j]);
        return sum;
    }

    static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int k = 0; k < b.length; k++) {
            int inner = k;
            fill(product, (i, j) -> a[i][inner] * b[inner][j]);
        }
        return product;
    }

    static double[][] transposed(double[][] a) {
        double[][] turned = new double[a[0].length][a.length];
        fill(turned, (i, j) -> a[j][i]);
        return turned;
    }

    static double meanAbs(double[][] a) {
        return Arrays.stream(a)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .average()
                .orElseThrow();
    }
}
