package ai.interpretdl.interpret;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Shares of features for rows that have differently many of them, side by side. */
public final class RowShares {
    private RowShares() {}

    /**
     * What each row is asked about by its own number of features.
     *
     * @param ofCount for a number of features the shares {@code [samples, features]}
     * @return {@code [samples, features]} where all rows have equally many, else {@code [samples, N, features]}: filled up with features that a row
     *     does not have, and with samples that repeat its first one
     */
    public static Tensor of(Segments segments, IntFunction<Tensor> ofCount) {
        if (segments.areEquallyMany()) {
            return ofCount.apply(segments.features());
        }
        List<Tensor> rows = IntStream.range(0, segments.rows())
                .mapToObj(row -> ofCount.apply(segments.row(row).features()))
                .toList();
        int samples = rows.stream().mapToInt(RowShares::samples).max().orElseThrow();
        int width = segments.features();
        float[] all = new float[Math.multiplyExact(Math.multiplyExact(samples, rows.size()), width)];
        Arrays.fill(all, 1);
        for (int row = 0; row < rows.size(); row++) {
            float[] own = rows.get(row).floats();
            int ownSamples = samples(rows.get(row));
            int ownWidth = own.length / ownSamples;
            for (int sample = 0; sample < samples; sample++) {
                int from = sample < ownSamples ? sample * ownWidth : 0;
                System.arraycopy(own, from, all, (sample * rows.size() + row) * width, ownWidth);
            }
        }
        return Tensor.of(all, samples, rows.size(), width);
    }

    static int samples(Tensor shares) {
        return Math.toIntExact(shares.shape().dim(0));
    }
}
