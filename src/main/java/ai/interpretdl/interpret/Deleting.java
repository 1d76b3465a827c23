package ai.interpretdl.interpret;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Rows of tokens with the hidden ones taken out, for each sample: what a model reads of a text that lacks some words. */
final class Deleting {
    private final long[] segments;
    private final Tensor shares;
    private final float[] kept;
    private final int tokens;

    private Deleting(long[] segments, Tensor shares, int tokens) {
        this.segments = segments;
        this.shares = shares;
        this.kept = shares.floats();
        this.tokens = tokens;
    }

    /**
     * The inputs that lose tokens, {@code [samples, N, tokens]} each.
     *
     * @param shares 1 for a feature that stays, else 0, {@code [samples, features]} or {@code [samples, N, features]}
     */
    static Map<String, Tensor> of(Inquiry inquiry, Segments segments, Tensor shares, Baseline.Deletion deletion) {
        Tensor map = segments.tensors().values().iterator().next();
        if (inquiry.seams().size() != 1 || map.shape().rank() != 2) {
            throw new IllegalArgumentException("deletion takes tokens out of one text input, this model has "
                    + inquiry.seams().size() + " inputs of features " + map.shape());
        }
        Deleting deleting =
                new Deleting(map.longs(), shares, Math.toIntExact(map.shape().dim(1)));
        Map<String, Tensor> tables = new LinkedHashMap<>();
        deletion.fill().forEach((name, fill) -> {
            Tensor input = Objects.requireNonNull(inquiry.question().inputs().get(name));
            tables.put(name, deleting.table(input, fill));
        });
        return tables;
    }

    private Tensor table(Tensor input, long fill) {
        double[] values = input.doubles();
        int samples = Math.toIntExact(shares.shape().dim(0));
        double[] table = new double[Math.multiplyExact(samples, values.length)];
        Arrays.fill(table, fill);
        for (int sample = 0; sample < samples; sample++) {
            for (int row = 0; row < values.length; row += tokens) {
                compact(values, row, sample, table, sample * values.length + row);
            }
        }
        Shape shape = Shape.of(samples).concat(input.shape());
        return Tensor.of(input.type(), table, shape.dims());
    }

    /** What has no feature (special tokens, padding) stays, in its order among the rest. */
    private void compact(double[] values, int row, int sample, double[] table, int at) {
        int features = switches(sample, row / tokens);
        int next = at;
        for (int token = row; token < row + tokens; token++) {
            long feature = segments[token];
            if (feature < 0 || kept[features + (int) feature] == 1) {
                table[next++] = values[token];
            }
        }
    }

    /** Where the features of a row stand in a sample. */
    private int switches(int sample, int row) {
        int features = Math.toIntExact(shares.shape().dim(-1));
        return shares.shape().rank() == 2
                ? sample * features
                : (sample * Math.toIntExact(shares.shape().dim(1)) + row) * features;
    }
}
