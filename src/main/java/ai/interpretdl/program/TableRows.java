package ai.interpretdl.program;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rows of a table, one a sample: a tensor, or made when a step asks for some, so that they never all exist at once.
 *
 * <p>What is made depends on the numbers of the samples alone: a run that starts again with smaller steps asks again.
 */
public interface TableRows {
    ElementType type();

    /** {@code [samples, …]}. */
    Shape shape();

    /** Those of some samples, in their order. */
    Tensor of(long[] samples);

    /** All of them, where they exist. */
    default Optional<Tensor> held() {
        return Optional.empty();
    }

    static TableRows of(Tensor all) {
        return new Held(all);
    }

    /** The rows of a tensor. */
    record Held(Tensor all) implements TableRows {
        @Override
        public ElementType type() {
            return all.type();
        }

        @Override
        public Shape shape() {
            return all.shape();
        }

        @Override
        public Tensor of(long[] samples) {
            int last = samples.length - 1;
            boolean consecutive = samples[last] - samples[0] == last;
            return consecutive
                    ? all.rows(samples[0], samples[last] + 1)
                    : Tensor.concat(Arrays.stream(samples)
                            .mapToObj(i -> all.rows(i, i + 1))
                            .toList());
        }

        @Override
        public Optional<Tensor> held() {
            return Optional.of(all);
        }
    }
}
