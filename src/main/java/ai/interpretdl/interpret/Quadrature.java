package ai.interpretdl.interpret;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where an integral over [0, 1] is sampled, and how much each point counts.
 *
 * <p>The weights of every rule sum to 1, so that the integral of a constant is exact. The rules named {@code LEFT}, {@code RIGHT}
 * and {@code MIDDLE} are those of Riemann.
 */
public enum Quadrature {
    /** Gauss and Legendre: exact for polynomials of degree 2n - 1, hence the fewest points on a smooth path. */
    GAUSS_LEGENDRE {
        @Override
        double[] pointsOf(int n) {
            return Arrays.stream(roots(n)).map(x -> (1 - x) / 2).toArray();
        }

        @Override
        double[] weightsOf(int n) {
            return Arrays.stream(roots(n))
                    .map(x -> {
                        double slope = legendre(n, x)[1];
                        return 1 / ((1 - x * x) * slope * slope);
                    })
                    .toArray();
        }
    },

    /** 0, 1/n, …, (n-1)/n. */
    LEFT {
        @Override
        double[] pointsOf(int n) {
            return grid(n, 0, n);
        }
    },

    /** 1/n, 2/n, …, 1. */
    RIGHT {
        @Override
        double[] pointsOf(int n) {
            return grid(n, 1, n);
        }
    },

    /** 1/2n, 3/2n, …: the middles of n equal steps. */
    MIDDLE {
        @Override
        double[] pointsOf(int n) {
            return grid(n, 0.5, n);
        }
    },

    /** n points with both ends, which count half: 1/(n-1) inside, 1/2(n-1) at the ends. (Captum divides by n, and so misses 1/n.) */
    TRAPEZOID {
        @Override
        double[] pointsOf(int n) {
            if (n < 2) {
                throw new IllegalArgumentException("the trapezoid rule takes both ends: ask for at least 2 points");
            }
            return grid(n, 0, n - 1);
        }

        @Override
        double[] weightsOf(int n) {
            double[] weights = new double[pointsOf(n).length];
            Arrays.fill(weights, 1.0 / (n - 1));
            weights[0] /= 2;
            weights[n - 1] /= 2;
            return weights;
        }
    },

    /** InterpretDL's grid: n points with both ends, all of which count 1/n; a single point is 0. */
    ORIGINAL {
        @Override
        double[] pointsOf(int n) {
            return grid(n, 0, Math.max(1, n - 1));
        }
    };

    /**
     * The n points, ascending.
     *
     * @throws IllegalArgumentException when n is not positive, or 1 for the trapezoid rule
     */
    public double[] points(int n) {
        return pointsOf(positive(n));
    }

    /** What the {@link #points} count; they sum to 1. */
    public double[] weights(int n) {
        return weightsOf(positive(n));
    }

    abstract double[] pointsOf(int n);

    double[] weightsOf(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        return weights;
    }

    private static int positive(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("steps is " + n + ", not positive");
        }
        return n;
    }

    private static double[] grid(int n, double first, double divisor) {
        return IntStream.range(0, n).mapToDouble(i -> (first + i) / divisor).toArray();
    }

    /** The zeros of the n-th Legendre polynomial, descending. The upper half by Newton's method; the lower half mirrors it. */
    private static double[] roots(int n) {
        double[] roots = new double[n];
        for (int i = 0; i < n / 2; i++) {
            double guess = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
            roots[i] = newton(n, guess);
            roots[n - 1 - i] = -roots[i];
        }
        return roots;
    }

    private static double newton(int n, double guess) {
        double x = guess;
        // Converges quadratically from this guess: three or four rounds reach the last bit, where it may flicker.
        for (int round = 0; round < 10; round++) {
            double[] p = legendre(n, x);
            double step = p[0] / p[1];
            x -= step;
            if (Math.abs(step) < 1e-16) {
                return x;
            }
        }
        return x;
    }

    /** The n-th Legendre polynomial and its slope at x: (k+1) P(k+1) = (2k+1) x P(k) - k P(k-1), (x²-1) P'(n) = n (x P(n) - P(n-1)). */
    private static double[] legendre(int n, double x) {
        double before = 1;
        double value = x;
        for (int k = 1; k < n; k++) {
            double next = ((2 * k + 1) * x * value - k * before) / (k + 1);
            before = value;
            value = next;
        }
        return new double[] {value, n * (x * value - before) / (x * x - 1)};
    }
}
