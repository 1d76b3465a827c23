package ai.interpretdl.program;

import ai.interpretdl.autodiff.Backward;
import ai.interpretdl.autodiff.Operation;
import ai.interpretdl.autodiff.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tokens that come from a picture among others that a model joins them with, as a class token and registers, which are the same for every
 * picture.
 *
 * @param before how many tokens stand before them
 * @param length how many they are
 * @param behind how many tokens stand behind them
 */
public record TokenRun(long before, long length, long behind) {
    /**
     * Where tokens of a picture may stand, as the last Concat tells that joins so many tokens of which some do not depend on the picture; what
     * it joins may have been joined before, and then the smaller runs come first. Empty where no Concat tells.
     *
     * @param value that the tokens are in
     * @param count how many tokens there are
     */
    static List<TokenRun> of(Value value, Value picture, long count) {
        return Backward.ancestors(List.of(value)).stream()
                .filter(o -> joins(o, count) && o.inputs().stream().anyMatch(part -> !dependsOn(part, picture)))
                .reduce((one, other) -> other)
                .map(concat -> within(concat, picture))
                .orElse(List.of());
    }

    /** Along an axis of {@code [N, T, C]} or {@code [T, N, C]}, or of {@code [T, C]} in a model without a batch axis. */
    private static boolean joins(Operation o, long count) {
        if (!o.key().equals("Concat")) {
            return false;
        }
        int rank = o.output(0).rank();
        int axis = o.axis("axis", 0, rank);
        return rank <= 3 && axis < rank - 1 && o.output(0).dim(axis) == count;
    }

    private static boolean dependsOn(Value part, Value picture) {
        return part == picture
                || Backward.ancestors(List.of(part)).stream()
                        .anyMatch(o -> o.inputs().contains(picture));
    }

    private static List<TokenRun> within(Operation concat, Value picture) {
        int axis = concat.axis("axis", 0, concat.output(0).rank());
        long count = concat.output(0).dim(axis);
        List<TokenRun> runs = new ArrayList<>();
        long before = 0;
        for (Value part : concat.inputs()) {
            long length = part.dim(axis);
            long start = before;
            long end = count - before - length;
            if (dependsOn(part, picture)) {
                Stream.concat(of(part, picture, length).stream(), Stream.of(new TokenRun(0, length, 0)))
                        .forEach(run -> runs.add(new TokenRun(start + run.before, run.length, run.behind + end)));
            }
            before += length;
        }
        return runs;
    }
}
