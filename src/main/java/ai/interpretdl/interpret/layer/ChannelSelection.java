package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Tensor;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Which channels of a layer are worth a pass.
 *
 * @param by what makes a channel worth trying
 * @param count how many are tried, 0 for all of them
 */
public record ChannelSelection(By by, int count) {
    /** What makes a channel worth trying. */
    public enum By {
        /** The variance of its map over the cells: forward passes only. */
        VARIANCE,
        /** The mean size of its gradient, as in gScoreCAM (Chen et al., 2022, ACCV): one backward pass. */
        GRADIENT
    }

    public ChannelSelection {
        if (count != 0) {
            Require.positive(count, "channels");
        }
    }

    public static ChannelSelection all() {
        return new ChannelSelection(By.VARIANCE, 0);
    }

    boolean isAll() {
        return count == 0;
    }

    /** The channels that are tried for each row, INT64 {@code [N, count]}; nothing where all are. */
    Optional<Tensor> of(Inquiry inquiry, Function<Explained, Maps> maps) {
        if (isAll()) {
            return Optional.empty();
        }
        Tensor worth = Objects.requireNonNull(
                inquiry.run(f -> Map.of("worth", worth(maps.apply(f)))).get("worth"));
        return Optional.of(largest(worth));
    }

    /** A number for each channel, {@code [C]}. */
    private Expr worth(Maps maps) {
        Expr worth = switch (by) {
            case VARIANCE -> {
                Expr a = maps.activation();
                yield Maps.meanOfCells(a.minus(Maps.meanOfCells(a)).square());
            }
            case GRADIENT -> Maps.meanOfCells(maps.gradient().abs());
        };
        return worth.reshape(maps.channels());
    }

    /** The channels of most worth for each row, of equal ones the first. */
    private Tensor largest(Tensor worth) {
        double[] values = worth.doubles();
        int rows = Math.toIntExact(worth.shape().dim(0));
        int channels = values.length / rows;
        int tried = Math.min(count, channels);
        long[] numbers = new long[tried * rows];
        for (int row = 0; row < rows; row++) {
            int from = row * channels;
            int[] best = IntStream.range(0, channels)
                    .boxed()
                    .sorted(Comparator.comparingDouble(c -> -values[from + c]))
                    .limit(tried)
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int k = 0; k < tried; k++) {
                numbers[row * tried + k] = best[k];
            }
        }
        return Tensor.of(numbers, rows, tried);
    }

    /** {@code [N, count]} as {@code [count, N]}. */
    static Tensor bySample(Tensor channels) {
        int rows = Math.toIntExact(channels.shape().dim(0));
        int tried = Math.toIntExact(channels.shape().dim(1));
        long[] from = channels.longs();
        long[] turned = new long[from.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = from[i % rows * tried + i / rows];
        }
        return Tensor.of(turned, tried, rows);
    }
}
