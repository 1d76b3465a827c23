package ai.interpretdl.text;

import ai.interpretdl.tensor.Tensor;
import java.util.stream.IntStream;

/** Neighbouring features taken away together, for the infidelity of text (Yeh et al., 2019, arXiv:1901.09392). */
public final class NGrams {
    private NGrams() {}

    /**
     * Switches with every run of 1 to {@code longest} neighbours off, one run a row, shorter runs first. BOOL {@code [rows, features]}.
     *
     * @param features number of features of the text
     * @param longest 5 in InterpretDL
     */
    public static Tensor removed(int features, int longest) {
        if (longest < 1) {
            throw new IllegalArgumentException("the longest run is " + longest + ", not positive");
        }
        int lengths = Math.min(longest, features);
        int rows = IntStream.rangeClosed(1, lengths).map(n -> features - n + 1).sum();
        Switches switches = new Switches(rows, features);
        int row = 0;
        for (int length = 1; length <= lengths; length++) {
            for (int from = 0; from + length <= features; from++) {
                IntStream.range(from, from + length).forEach(switches.off(row++));
            }
        }
        return switches.tensor();
    }
}
