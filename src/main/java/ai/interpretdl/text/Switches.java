package ai.interpretdl.text;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Rows of features that are on or off; all on at first. */
final class Switches {
    private final boolean[] keep;
    private final int rows;
    private final int features;

    Switches(int rows, int features) {
        this.keep = new boolean[Math.multiplyExact(rows, features)];
        this.rows = rows;
        this.features = features;
        Arrays.fill(keep, true);
    }

    /** Switches off the features that it is given. */
    IntConsumer off(int row) {
        return feature -> keep[row * features + feature] = false;
    }

    /** BOOL {@code [rows, features]}. */
    Tensor tensor() {
        return Tensor.of(keep, rows, features);
    }
}
