package ai.interpretdl.interpret.attention;

import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;

/** Which tokens of the last layer the model's output is read from: the class token, the last one, or all. */
public sealed interface Readout {
    /**
     * As the model reads: with a gradient, the tokens whose attention in the last layer changes the score, each as much; without, the one
     * that the graph takes out behind the last layer, else all that any token attends to, so that padding does not count.
     */
    record Found() implements Readout {
        @Override
        public Expr rows(Tower tower) {
            Expr attended = tower.last().weights().mean(0).sum(0);
            return tower.last().rowRead().map(row -> chosen(tower, row)).orElseGet(() -> shares(attended.greater(0)));
        }

        @Override
        public Expr rows(Tower tower, Expr slope) {
            return shares(slope.abs().sum(0, 2).greater(0));
        }

        private static Expr shares(Expr which) {
            Expr ones = which.cast(ElementType.FLOAT).reshape(1, which.shape().dim(0));
            return ones.overOrZero(ones.reduce("ReduceSum", true, 1));
        }
    }

    /** One token, counted from 0; a negative number counts from the last. */
    record Token(int index) implements Readout {
        @Override
        public Expr rows(Tower tower) {
            long tokens = tower.tokens();
            if (index < -tokens || index >= tokens) {
                throw new IllegalArgumentException("row is " + index + ", but there are " + tokens + " tokens");
            }
            return chosen(tower, Math.floorMod(index, tokens));
        }
    }

    /** The mean over all tokens. */
    record Mean() implements Readout {
        @Override
        public Expr rows(Tower tower) {
            float[] shares = new float[Math.toIntExact(tower.tokens())];
            Arrays.fill(shares, 1f / shares.length);
            return constant(tower, shares);
        }
    }

    static Readout found() {
        return new Found();
    }

    /** What each token counts, {@code [1, T]}, without a gradient. */
    Expr rows(Tower tower);

    /** What each token counts, {@code [1, T]}, given the gradient of the last layer's attention, {@code [H, T, T]}. */
    default Expr rows(Tower tower, Expr slope) {
        return rows(tower);
    }

    private static Expr chosen(Tower tower, long row) {
        float[] shares = new float[Math.toIntExact(tower.tokens())];
        shares[Math.toIntExact(row)] = 1;
        return constant(tower, shares);
    }

    private static Expr constant(Tower tower, float[] shares) {
        return tower.last().weights().constant(Tensor.of(shares, 1, shares.length));
    }
}
