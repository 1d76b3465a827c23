package ai.interpretdl.text;

import ai.interpretdl.tensor.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A text with features switched off, as a model reads it, made row by row: what the programs that hide features are compared with. Special
 * tokens and padding are never switched off.
 *
 * @param spans the features
 * @param replacement what becomes of the tokens of a feature that is off
 */
public record TextPerturbation(Spans spans, Replacement replacement) {
    /**
     * The model's inputs for each row of switches, INT64 {@code [samples, tokens]} each.
     *
     * @param keep {@code [samples, features]}: 0 for off, anything else for on
     * @throws IllegalArgumentException when the number of features is another
     */
    public Map<TextInput, Tensor> inputs(Tensor keep) {
        if (keep.shape().rank() != 2 || keep.shape().dim(1) != spans.size()) {
            throw new IllegalArgumentException("switches of shape " + keep.shape() + " for " + spans.size()
                    + " features: give [samples, " + spans.size() + "]");
        }
        int samples = Math.toIntExact(keep.shape().dim(0));
        Rows rows = new Rows(samples, spans.encoding().length());
        double[] switches = keep.doubles();
        long[] segments = spans.segments().longs();
        for (int sample = 0; sample < samples; sample++) {
            boolean[] off = new boolean[segments.length];
            for (int token = 0; token < off.length; token++) {
                off[token] = segments[token] >= 0 && switches[sample * spans.size() + (int) segments[token]] == 0;
            }
            fill(rows, off);
        }
        return rows.tensors();
    }

    private void fill(Rows rows, boolean[] off) {
        List<Token> tokens = spans.encoding().tokens();
        int deleted = 0;
        for (int i = 0; i < off.length; i++) {
            Token token = tokens.get(i);
            if (!off[i]) {
                rows.add(token.id(), token.kind() == Token.Kind.PADDING ? 0 : 1, token.type());
            } else if (replacement instanceof Replacement.By by) {
                rows.add(by.id(), 1, token.type());
            } else {
                deleted++;
            }
        }
        if (replacement instanceof Replacement.Deletion deletion) {
            for (int i = 0; i < deleted; i++) {
                rows.add(deletion.pad(), 0, 0);
            }
        }
    }

    /** Filled from left to right, row by row. */
    private static final class Rows {
        private final int samples;
        private final int tokens;
        private final long[] ids;
        private final long[] mask;
        private final long[] types;
        private int at;

        Rows(int samples, int tokens) {
            this.samples = samples;
            this.tokens = tokens;
            this.ids = new long[Math.multiplyExact(samples, tokens)];
            this.mask = new long[ids.length];
            this.types = new long[ids.length];
        }

        void add(long id, long attended, long type) {
            ids[at] = id;
            mask[at] = attended;
            types[at++] = type;
        }

        Map<TextInput, Tensor> tensors() {
            Map<TextInput, Tensor> tensors = new EnumMap<>(TextInput.class);
            tensors.put(TextInput.IDS, Tensor.of(ids, samples, tokens));
            tensors.put(TextInput.MASK, Tensor.of(mask, samples, tokens));
            tensors.put(TextInput.TYPES, Tensor.of(types, samples, tokens));
            return tensors;
        }
    }
}
