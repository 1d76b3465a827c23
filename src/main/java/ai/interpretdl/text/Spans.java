package ai.interpretdl.text;

import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The features of an encoded text: tokens, words or sentences.
 *
 * <p>Every token that stands for text belongs to exactly one span; special tokens and padding belong to none. Words and sentences are
 * those of the original text, joined where one token reaches over several of them.
 *
 * @param encoding the text
 * @param spans in the order of the text
 */
public record Spans(Encoding encoding, List<Span> spans) {
    public Spans {
        spans = List.copyOf(spans);
    }

    /** Cuts a text into features. Text that no token stands for (truncated, or dropped by the tokenizer) is in none. */
    public static Spans of(Encoding encoding, Granularity granularity) {
        if (granularity == Granularity.TOKEN) {
            return new Spans(
                    encoding,
                    encoding.content().stream().map(i -> token(encoding, i)).toList());
        }
        List<Span> spans = new ArrayList<>();
        for (int passage = 0; passage < encoding.passages().size(); passage++) {
            spans.addAll(new Joining(encoding, passage).join(granularity));
        }
        return new Spans(encoding, spans);
    }

    private static Span token(Encoding encoding, int position) {
        Place place = encoding.tokens().get(position).place();
        return new Span(place.passage(), place.start(), place.end(), List.of(position));
    }

    /** Number of features. */
    public int size() {
        return spans.size();
    }

    /** The feature of each token, -1 for tokens that are never changed. INT64 {@code [tokens]}. */
    public Tensor segments() {
        long[] segments = new long[encoding.length()];
        Arrays.fill(segments, -1);
        for (int feature = 0; feature < spans.size(); feature++) {
            for (int token : spans.get(feature).tokens()) {
                segments[token] = feature;
            }
        }
        return Tensor.of(segments, segments.length);
    }

    /** The features of several texts of one length, a row each. INT64 {@code [N, tokens]}. */
    public static Tensor segments(List<Spans> rows) {
        return Tensor.concat(rows.stream()
                .map(Spans::segments)
                .map(row -> row.reshape(1, row.shape().size()))
                .toList());
    }

    /**
     * The sum of the attributions of each feature's tokens.
     *
     * @param attributions one a token
     * @return one a feature
     */
    public double[] sum(double[] attributions) {
        requireOnePerToken(attributions.length);
        return spans.stream()
                .mapToDouble(span ->
                        span.tokens().stream().mapToDouble(i -> attributions[i]).sum())
                .toArray();
    }

    /**
     * What {@link #sum} leaves out: the attribution of special tokens and padding.
     *
     * @param attributions one a token
     */
    public double rest(double[] attributions) {
        requireOnePerToken(attributions.length);
        return IntStream.range(0, attributions.length)
                .filter(i -> !encoding.tokens().get(i).isContent())
                .mapToDouble(i -> attributions[i])
                .sum();
    }

    private void requireOnePerToken(int length) {
        if (length != encoding.length()) {
            throw new IllegalArgumentException(length + " attributions for " + encoding.length()
                    + " tokens: give one a token, special tokens and padding included");
        }
    }
}
