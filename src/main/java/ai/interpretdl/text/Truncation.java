package ai.interpretdl.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts tokens so that a row fits. Content goes from the end; special tokens stay. */
final class Truncation {
    private Truncation() {}

    /** @param maxLength tokens that fit, special tokens included */
    static Encoding cut(List<String> texts, List<Token> tokens, int maxLength) {
        List<Integer> keep = kept(counts(texts.size(), tokens), roomForContent(tokens, maxLength));
        List<Token> fitting = new ArrayList<>();
        int[] seen = new int[texts.size()];
        int[] end = new int[texts.size()];
        for (Token token : tokens) {
            int passage = token.place().passage();
            if (!token.isContent()) {
                fitting.add(token);
            } else if (seen[passage]++ < keep.get(passage)) {
                fitting.add(token);
                end[passage] = Math.max(end[passage], token.place().end());
            }
        }
        List<Passage> passages = new ArrayList<>();
        for (int i = 0; i < seen.length; i++) {
            int cut = seen[i] - Math.min(seen[i], keep.get(i));
            passages.add(cut == 0 ? Passage.whole(texts.get(i)) : new Passage(texts.get(i), end[i], cut));
        }
        return new Encoding(passages, fitting);
    }

    private static int roomForContent(List<Token> tokens, int maxLength) {
        int special = (int) tokens.stream().filter(token -> !token.isContent()).count();
        if (maxLength < Math.max(1, special)) {
            throw new IllegalArgumentException("a maximum length of " + maxLength + " tokens leaves no room for the "
                    + special + " special tokens of this tokenizer");
        }
        return maxLength - special;
    }

    private static int[] counts(int passages, List<Token> tokens) {
        int[] counts = new int[passages];
        for (Token token : tokens) {
            if (token.isContent()) {
                counts[token.place().passage()]++;
            }
        }
        return counts;
    }

    /** As the Hugging Face library does it ("longest first"), so that a model sees what it saw in training. */
    private static List<Integer> kept(int[] counts, int room) {
        if (counts.length == 1) {
            return List.of(Math.min(counts[0], room));
        }
        int shorter = Math.min(counts[0], counts[1]);
        int longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
        if (shorter + longer > room) {
            shorter = room / 2;
            longer = room - shorter;
        }
        return counts[0] > counts[1] ? List.of(longer, shorter) : List.of(shorter, longer);
    }
}
