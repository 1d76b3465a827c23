package ai.interpretdl.text;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A text, or two, with the importance of its features: what is needed to draw it.
 *
 * @param passages the texts
 * @param marks parts of the texts with their importance, in order, none overlapping another
 * @param caption what stands beside it
 */
public record Highlight(List<Passage> passages, List<Mark> marks, Caption caption) {
    /**
     * A part of a text to be coloured.
     *
     * @param passage which text, from 0
     * @param start first UTF-16 unit
     * @param end behind the last UTF-16 unit
     * @param importance colours saturate at 1 (green) and -1 (red)
     */
    public record Mark(int passage, int start, int end, double importance) {
        public Mark {
            if (!Double.isFinite(importance)) {
                throw new IllegalArgumentException("the importance of " + start + " to " + end + " is " + importance);
            }
        }

        private boolean overlaps(Span span) {
            return passage == span.passage() && start < span.end() && span.start() < end;
        }
    }

    public Highlight {
        passages = List.copyOf(passages);
        marks = List.copyOf(marks);
    }

    /**
     * A text with the importance of each feature. Tokens of the same characters are shown as one, with the sum of their importances.
     *
     * @param importances one a feature of {@code spans}; see {@link ImportanceScale}
     */
    public static Highlight of(Spans spans, double[] importances, Caption caption) {
        if (importances.length != spans.size()) {
            throw new IllegalArgumentException(importances.length + " importances for " + spans.size() + " features");
        }
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < importances.length; i++) {
            Span span = spans.spans().get(i);
            int last = marks.size() - 1;
            if (last >= 0 && marks.get(last).overlaps(span)) {
                Mark before = marks.get(last);
                marks.set(
                        last,
                        new Mark(
                                before.passage,
                                before.start,
                                Math.max(before.end, span.end()),
                                before.importance + importances[i]));
            } else {
                marks.add(new Mark(span.passage(), span.start(), span.end(), importances[i]));
            }
        }
        return new Highlight(spans.encoding().passages(), marks, caption);
    }

    /** One text from its first to its last character, in stretches that look the same. */
    List<Run> runs(int passage) {
        Passage text = passages.get(passage);
        List<Run> runs = new ArrayList<>();
        int at = 0;
        for (Mark mark : marks) {
            if (mark.passage == passage) {
                runs.add(Run.plain(at, mark.start));
                runs.add(new Run(new Range(mark.start, mark.end), OptionalDouble.of(mark.importance), true));
                at = mark.end;
            }
        }
        int end = Math.max(at, text.end());
        runs.add(Run.plain(at, end));
        runs.add(Run.unread(end, text.text().length()));
        return runs.stream().filter(run -> !run.range().isEmpty()).toList();
    }

    boolean rightToLeft(int passage) {
        return Direction.isRightToLeft(passages.get(passage).text());
    }

    /** What was not read, in words; empty where everything was. */
    String omission() {
        int tokens = passages.stream().mapToInt(Passage::cutTokens).sum();
        int characters = passages.stream().mapToInt(Passage::cutCharacters).sum();
        return tokens == 0 ? "" : tokens + " tokens (" + characters + " characters) did not fit and were not read";
    }

    /** The indices of the texts. */
    IntStream indices() {
        return IntStream.range(0, passages.size());
    }
}
