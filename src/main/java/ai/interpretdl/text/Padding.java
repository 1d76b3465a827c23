package ai.interpretdl.text;

import java.util.List;
import java.util.OptionalLong;

/** Rows of one length. */
final class Padding {
    private Padding() {}

    static List<Encoding> to(int length, List<Encoding> rows, OptionalLong pad) {
        return rows.stream()
                .map(row -> row.length() == length ? row : row.padded(length, orElseThrow(pad)))
                .toList();
    }

    private static long orElseThrow(OptionalLong pad) {
        return pad.orElseThrow(() -> new IllegalStateException(
                "texts of different lengths need a padding token, and the vocabulary has none: "
                        + "pass them one by one, or name a pad id in the model's card"));
    }
}
