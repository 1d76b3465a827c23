package ai.interpretdl.autodiff;

import java.util.Optional;

/**
 * A place where tokens attend to each other.
 *
 * @param softmax the operation that makes weights of scores
 * @param weights how much each token takes from each, as they enter the product with the values: {@code [..., T, S]}
 * @param values what is taken: {@code [..., S, E]}
 * @param output what becomes of the product of both; empty where it is not linear
 * @param row the only token that the output reads afterwards, where the graph says so
 */
public record AttentionSite(
        Operation softmax, Value weights, Value values, Optional<Projection> output, Optional<Long> row) {
    /**
     * The joined heads times a matrix, added to the stream that the block began with.
     *
     * @param matrix {@code [H·E, D]}
     * @param transposed whether it is stored as {@code [D, H·E]}
     * @param stream {@code [N, T, D]}: the input of the block, whether it normalises before or after
     */
    public record Projection(Value matrix, boolean transposed, Value stream) {}
}
