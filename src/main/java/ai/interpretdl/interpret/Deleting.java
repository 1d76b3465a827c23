package ai.interpretdl.interpret;

import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Rows of tokens with the hidden ones taken out, for each sample: what a model reads of a text that lacks some words. */
final class Deleting {
    private final long[] segments;
    private final Masks masks;
    private final int tokens;

    private Deleting(long[] segments, Masks masks, int tokens) {
        this.segments = segments;
        this.masks = masks;
        this.tokens = tokens;
    }

    /** The inputs that lose tokens, {@code [samples, N, tokens]} each. */
    static Map<String, Tensor> of(Inquiry inquiry, Segments segments, Masks masks, Baseline.Deletion deletion) {
        Tensor map = segments.tensors().values().iterator().next();
        if (inquiry.seams().size() != 1 || map.shape().rank() != 2) {
            throw new IllegalArgumentException("deletion takes tokens out of one text input, this model has "
                    + inquiry.seams().size() + " inputs of features " + map.shape());
        }
        Deleting deleting =
                new Deleting(map.longs(), masks, Math.toIntExact(map.shape().dim(1)));
        Map<String, Tensor> tables = new LinkedHashMap<>();
        deletion.fill().forEach((name, fill) -> {
            Tensor input = Objects.requireNonNull(inquiry.question().inputs().get(name));
            tables.put(name, deleting.table(input, fill));
        });
        return tables;
    }

    private Tensor table(Tensor input, long fill) {
        double[] values = input.doubles();
        double[] table = new double[Math.multiplyExact(masks.samples(), values.length)];
        Arrays.fill(table, fill);
        for (int sample = 0; sample < masks.samples(); sample++) {
            BitSet kept = masks.row(sample);
            for (int row = 0; row < values.length; row += tokens) {
                compact(values, row, kept, table, sample * values.length + row);
            }
        }
        Shape shape = Shape.of(masks.samples()).concat(input.shape());
        return Tensor.of(input.type(), table, shape.dims());
    }

    /** What has no feature (special tokens, padding) stays, in its order among the rest. */
    private void compact(double[] values, int row, BitSet kept, double[] table, int at) {
        int next = at;
        for (int token = row; token < row + tokens; token++) {
            long feature = segments[token];
            if (feature < 0 || kept.get((int) feature)) {
                table[next++] = values[token];
            }
        }
    }
}
