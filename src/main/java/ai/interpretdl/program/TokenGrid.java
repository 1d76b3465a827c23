package ai.interpretdl.program;

import ai.interpretdl.autodiff.Backward;
import ai.interpretdl.autodiff.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Where the tokens of a vision transformer lie in its picture: row by row, behind some that are none of its patches.
 *
 * @param before how many tokens come before the patches: class token, distillation token, registers
 * @param height rows of patches
 * @param width patches a row
 */
public record TokenGrid(long before, long height, long width) {
    private static final long MOST_BEFORE = 8;

    /**
     * The grid of tokens: that of the convolution which cut the picture into patches, else a square.
     *
     * @param value computed from the tokens
     * @param tokens their number
     */
    static Optional<TokenGrid> behind(Value value, long tokens) {
        return Backward.ancestors(List.of(value)).stream()
                .filter(o -> o.key().equals("Conv") && o.output(0).rank() == 4)
                .map(o -> of(tokens, o.output(0).dim(2), o.output(0).dim(3)))
                .filter(grid -> grid.before >= 0 && grid.before <= MOST_BEFORE)
                // of equally good ones the last: the next to the tokens
                .reduce((one, other) -> other.before <= one.before ? other : one)
                .or(() -> square(tokens));
    }

    private static TokenGrid of(long tokens, long height, long width) {
        return new TokenGrid(tokens - height * width, height, width);
    }

    /** A square with one token before it, or none. */
    private static Optional<TokenGrid> square(long tokens) {
        return LongStream.of(1, 0)
                .mapToObj(before -> {
                    long side = (long) Math.sqrt(tokens - before);
                    return new TokenGrid(before, side, side);
                })
                .filter(grid -> grid.height > 0 && grid.before + grid.height * grid.width == tokens)
                .findFirst();
    }

    /** The map {@code [height, width]} of numbers a token {@code [T]}. */
    public Expr map(Expr tokens) {
        return tokens.slice(0, before, before + height * width).reshape(height, width);
    }
}
