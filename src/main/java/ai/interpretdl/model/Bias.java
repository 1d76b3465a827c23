package ai.interpretdl.model;

import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.ElementType;

/** What a layer adds to its output whatever its input. */
public sealed interface Bias {
    /** The layer's output. */
    String value();

    /** Whether it has a number for each channel, the first axis of a row; else it broadcasts over the output. */
    boolean byChannel();

    /** What is added, made of the weights that the model has in a program. */
    Expr of(Explained f, ElementType type);

    /**
     * A weight.
     *
     * @param weight its name
     * @param factor by which it is multiplied
     */
    record Added(String value, String weight, double factor, boolean byChannel) implements Bias {
        @Override
        public Expr of(Explained f, ElementType type) {
            Expr added = f.weight(weight).cast(type);
            return factor == 1 ? added : added.times(factor);
        }
    }

    /**
     * What comes out of batch normalisation where 0 goes in: β − γμ / √(σ² + ε).
     *
     * @param scale γ, the name of a weight as the three that follow
     * @param shift β
     * @param mean μ
     * @param variance σ²
     * @param epsilon ε
     */
    record Shifted(String value, String scale, String shift, String mean, String variance, double epsilon)
            implements Bias {
        @Override
        public boolean byChannel() {
            return true;
        }

        @Override
        public Expr of(Explained f, ElementType type) {
            Expr deviation = f.weight(variance).cast(type).plus(epsilon).sqrt();
            Expr moved = f.weight(scale).cast(type).times(f.weight(mean).cast(type));
            return f.weight(shift).cast(type).minus(moved.over(deviation));
        }
    }
}
