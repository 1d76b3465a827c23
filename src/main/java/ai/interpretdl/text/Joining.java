package ai.interpretdl.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Joins the tokens of one text where they overlap the same word or sentence. */
final class Joining {
    private final Encoding encoding;
    private final int passage;
    private final String text;

    Joining(Encoding encoding, int passage) {
        this.encoding = encoding;
        this.passage = passage;
        Passage read = encoding.passages().get(passage);
        this.text = read.text().substring(0, read.end());
    }

    List<Span> join(Granularity granularity) {
        Stream<Part> parts = granularity.parts(text).stream().map(range -> new Part(range, List.of()));
        Stream<Part> tokens = encoding.content().stream()
                .filter(i -> encoding.tokens().get(i).place().passage() == passage)
                .map(i -> new Part(visible(encoding.tokens().get(i).place()), List.of(i)));
        List<Part> sorted = Stream.concat(parts, tokens)
                .sorted(Comparator.comparingInt(part -> part.range().start()))
                .toList();
        return merged(sorted).stream()
                .filter(part -> !part.tokens().isEmpty())
                .map(part ->
                        new Span(passage, part.range().start(), part.range().end(), part.tokens()))
                .toList();
    }

    private static List<Part> merged(List<Part> sorted) {
        List<Part> merged = new ArrayList<>();
        for (Part part : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).range().overlaps(part.range())) {
                merged.set(last, merged.get(last).with(part));
            } else {
                merged.add(part);
            }
        }
        return merged;
    }

    /**
     * What of a token counts: without the white space that many tokenizers put at its front. A token of white space alone counts as it
     * is; one that stands for nothing counts with the character that follows it, or with the last one.
     */
    private Range visible(Place place) {
        Range range = new Range(place.start(), place.end());
        if (range.isEmpty() && !text.isEmpty()) {
            int at = Math.min(range.start(), text.length() - 1);
            return new Range(at, at + 1);
        }
        Range trimmed = range.trimmed(text);
        return trimmed.isEmpty() ? range : trimmed;
    }

    private record Part(Range range, List<Integer> tokens) {
        Part with(Part other) {
            return new Part(
                    range.union(other.range),
                    Stream.concat(tokens.stream(), other.tokens.stream())
                            .sorted()
                            .toList());
        }
    }
}
