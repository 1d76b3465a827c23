package ai.interpretdl.onnx;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Patterns for the names of nodes and values: {@code *} stands for any characters, {@code ?} for one. */
public final class Glob {
    private Glob() {}

    /** Whether a name is one that a pattern means. */
    public static Predicate<String> of(String pattern) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex).asMatchPredicate();
    }
}
