package ai.interpretdl.functions.kit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that look like a misspelt one. */
public final class Near {
    private static final int ENOUGH = 5;

    private Near() {}

    /** What the caller may have meant, as the end of a sentence: {@code "; near it: samples, steps"}, or all names when few. */
    public static String hint(String wrong, Collection<String> names) {
        List<String> best = names.stream()
                .sorted(Comparator.<String>comparingInt(name -> distance(wrong, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(ENOUGH)
                .toList();
        if (best.isEmpty()) {
            return "; there are none";
        }
        return (names.size() <= ENOUGH ? "; known: " : "; near it: ") + String.join(", ", best);
    }

    /** Levenshtein's distance, letter case aside. */
    static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
