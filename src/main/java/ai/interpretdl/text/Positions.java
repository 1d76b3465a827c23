package ai.interpretdl.text;

import ai.interpretdl.tensor.Tensor;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The positions of tokens, for a model that takes them as an input.
 *
 * @param first of a row; RoBERTa counts from 2
 * @param padding of every padding token; where empty they count on, as in BERT
 */
public record Positions(long first, OptionalLong padding) {
    /** From 0 on, padding included. */
    public static final Positions FROM_0 = new Positions(0, OptionalLong.empty());

    public Positions {
        if (first < 0 || padding.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "positions count from 0 or more, not from " + first + " with padding " + padding);
        }
    }

    /** INT64 {@code [1, tokens]}. */
    Tensor of(Encoding row) {
        long[] positions = IntStream.range(0, row.length())
                .mapToLong(
                        i -> row.tokens().get(i).kind() == Token.Kind.PADDING ? padding.orElse(first + i) : first + i)
                .toArray();
        return Tensor.of(positions, 1, row.length());
    }
}
