package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;

/** Noise that is added to an input. */
public sealed interface Noise {
    Expr of(Explained f, Expr x, Samples axis);

    /** @throws IllegalArgumentException when it does not have that many samples */
    default void check(int samples) {}

    /** No noise. */
    static Noise none() {
        return new Gaussian(0);
    }

    /** @param sigma standard deviation, in units of the input */
    record Gaussian(double sigma) implements Noise {
        public Gaussian {
            Require.notNegative(sigma, "sigma");
        }

        @Override
        public Expr of(Explained f, Expr x, Samples axis) {
            return sigma == 0 ? x.zeros() : f.gaussian(x, axis).times(sigma);
        }
    }

    /** @param level standard deviation as a share of the range of each row: of its maximum less its minimum */
    record Relative(double level) implements Noise {
        public Relative {
            Require.notNegative(level, "noise_level");
        }

        @Override
        public Expr of(Explained f, Expr x, Samples axis) {
            if (level == 0) {
                return x.zeros();
            }
            Expr draws = f.gaussian(x, axis);
            return x.each(i -> {
                Expr one = x.get(i);
                return draws.get(i)
                        .times(one.max(new int[0]).minus(one.min(new int[0])).times(level));
            });
        }
    }

    /** Given draws by input, {@code [samples, N, …]}, added as they are. */
    record Given(Map<String, Tensor> draws) implements Noise {
        public Given {
            draws = Map.copyOf(draws);
        }

        @Override
        public void check(int samples) {
            draws.forEach((name, tensor) -> {
                if (tensor.shape().dim(0) != samples) {
                    throw new IllegalArgumentException(
                            "noise." + name + " has " + tensor.shape().dim(0) + " samples, but samples is " + samples);
                }
            });
        }

        @Override
        public Expr of(Explained f, Expr x, Samples axis) {
            return x.each(i -> {
                String input = f.inputNames().get(i);
                Tensor given = draws.get(input);
                return given == null ? x.get(i).zeros() : f.rowOfEach("noise." + input, given, axis);
            });
        }
    }
}
