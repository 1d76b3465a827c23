package ai.interpretdl.testing;

import ai.interpretdl.interpret.Features;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.stream.IntStream;

/** Two pictures {@code x} of 6 x 6 pixels that are cut into differently many features. */
public final class UnevenCells {
    /** 4 cells in the first picture, 9 in the second, {@code [2, 1, 6, 6]}. */
    public static final Tensor OF_BOTH = Tensor.of(
            IntStream.range(0, 72)
                    .mapToLong(i -> {
                        int side = i < 36 ? 3 : 2;
                        return (long) i % 36 / 6 / side * (6 / side) + i % 6 / side;
                    })
                    .toArray(),
            2,
            1,
            6,
            6);

    private UnevenCells() {}

    /** The features of a picture; of both where the row is negative. */
    public static Features of(int row) {
        return Features.given(Map.of("x", row < 0 ? OF_BOTH : OF_BOTH.rows(row, row + 1)));
    }
}
