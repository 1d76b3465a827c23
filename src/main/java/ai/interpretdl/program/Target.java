package ai.interpretdl.program;

import java.util.Arrays;
import java.util.List;

/** Which number of the model's output is explained. */
public sealed interface Target {
    /** The class with the largest output, for each row. */
    record Predicted() implements Target {}

    /**
     * A class for each row, or one for all, summed over the other axes of a row's output.
     *
     * @param classes numbered from 0
     * @param axis the axis of the classes, counted with the batch axis: 1 of {@code [N, K]} and {@code [N, K, h, w]}, 2 of
     *     {@code [N, tokens, K]}; a negative one counts from the last
     */
    record OfClass(List<Long> classes, int axis) implements Target {
        public OfClass {
            classes = List.copyOf(classes);
            check(!classes.isEmpty(), "a target needs a class");
            check(axis != 0, "axis is 0, the rows; classes are along a later one");
        }

        public OfClass(List<Long> classes) {
            this(classes, 1);
        }

        /** The same classes along another axis. */
        public OfClass along(int other) {
            return new OfClass(classes, other);
        }
    }

    /** One element of a row's output, by its index without the batch axis. */
    record Cell(List<Long> index) implements Target {
        public Cell {
            index = List.copyOf(index);
        }
    }

    /** The average of several elements: pixels of a segmentation, boxes of a detector. */
    record Cells(List<List<Long>> indices) implements Target {
        public Cells {
            indices = indices.stream().map(List::copyOf).toList();
            check(!indices.isEmpty(), "a target needs a cell");
        }
    }

    /** The classes with the largest outputs of each row, each explained for itself. */
    record Top(int count) implements Target {
        public Top {
            check(count > 0, "top is " + count + ", not positive");
        }
    }

    /** All elements of a row's output added up. */
    record Sum() implements Target {}

    /** How far one class is ahead of another. */
    record Margin(long over, long under) implements Target {}

    /**
     * The cross entropy of a class, −log p, whose rise is a loss; the same in whichever form the output is explained. Of classes each
     * for itself p is its sigmoid.
     */
    record Loss(List<Long> classes) implements Target {
        public Loss {
            classes = List.copyOf(classes);
            check(!classes.isEmpty(), "a target needs a class");
        }
    }

    static Target predicted() {
        return new Predicted();
    }

    static OfClass ofClass(long... classes) {
        return new OfClass(Arrays.stream(classes).boxed().toList());
    }

    static Target cell(long... index) {
        return new Cell(Arrays.stream(index).boxed().toList());
    }

    static Target cells(List<List<Long>> indices) {
        return new Cells(indices);
    }

    static Target sum() {
        return new Sum();
    }

    static Target margin(long over, long under) {
        return new Margin(over, under);
    }

    static Target loss(long... classes) {
        return new Loss(Arrays.stream(classes).boxed().toList());
    }

    private static void check(boolean fine, String otherwise) {
        if (!fine) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
