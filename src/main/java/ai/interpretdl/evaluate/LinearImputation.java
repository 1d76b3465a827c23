package ai.interpretdl.evaluate;

/**
 * Each unknown pixel as the weighted mean of its eight neighbours, known or not: a linear system, solved by conjugate gradients.
 *
 * <p>Rong et al., 2022, arXiv:2202.00449, section 4.1: 1/6 for direct neighbours, 1/12 for diagonal ones; at edges the weights that are
 * left count as the whole. The system is symmetric and positive; it starts from a guess by a pyramid of means.
 */
final class LinearImputation {
    private static final double DIRECT = 1 / 6.0;
    private static final double DIAGONAL = 1 / 12.0;
    private static final double TOLERANCE = 1e-5;
    private static final int MOST_ITERATIONS = 5000;

    private final boolean[] known;
    private final int height;
    private final int width;

    private LinearImputation(boolean[] known, int height, int width) {
        this.known = known;
        this.height = height;
        this.width = width;
    }

    /** The plane with its unknown pixels filled; where nothing is known, with its own mean. */
    static double[] of(double[] plane, boolean[] known, int height, int width) {
        double[] filled = Pyramid.guess(plane, known, height, width);
        new LinearImputation(known, height, width).solve(filled);
        return filled;
    }

    private void solve(double[] x) {
        double[] residual = flow(x);
        double[] direction = residual.clone();
        double size = dot(residual, residual);
        double enough = TOLERANCE * TOLERANCE * Math.max(1e-300, energy(x));
        for (int i = 0; i < MOST_ITERATIONS && size > enough; i++) {
            double[] image = flow(direction);
            double step = -size / dot(direction, image);
            for (int p = 0; p < x.length; p++) {
                x[p] += step * direction[p];
                residual[p] += step * image[p];
            }
            double next = dot(residual, residual);
            for (int p = 0; p < x.length; p++) {
                direction[p] = residual[p] + next / size * direction[p];
            }
            size = next;
        }
    }

    /** By how much the neighbours of each unknown pixel exceed it, weighted; 0 at known ones. */
    private double[] flow(double[] x) {
        double[] flow = new double[x.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int p = row * width + column;
                if (!known[p]) {
                    flow[p] = into(x, row, column);
                }
            }
        }
        return flow;
    }

    private double into(double[] x, int row, int column) {
        double own = x[row * width + column];
        double sum = 0;
        for (int r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++) {
                sum += (r == row || c == column ? DIRECT : DIAGONAL) * (x[r * width + c] - own);
            }
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double energy(double[] x) {
        return dot(x, x);
    }
}
