package ai.interpretdl.program;

import ai.interpretdl.autodiff.Rebatching;
import ai.interpretdl.autodiff.RowShapes;
import ai.interpretdl.autodiff.Typed;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Along which axis the values of a model hold its rows: the first of most, the second of what a recurrent layer writes. Found by their shapes
 * for one row and for two.
 */
final class RowAxes {
    private final Subject subject;
    private @Nullable RowShapes one;
    private @Nullable RowShapes two;

    RowAxes(Subject subject) {
        this.subject = subject;
    }

    /** The axis; the first where shapes do not tell. */
    int of(String value) {
        Optional<Shape> single = single(value);
        Optional<Shape> pair = single.isEmpty() ? Optional.empty() : pair(value);
        return pair.isEmpty() ? 0 : axis(single.orElseThrow(), pair.orElseThrow());
    }

    private static int axis(Shape single, Shape pair) {
        if (single.rank() != pair.rank()) {
            return 0;
        }
        return IntStream.range(0, single.rank())
                .filter(axis -> pair.dim(axis) == 2 * single.dim(axis))
                .findFirst()
                .orElse(0);
    }

    /** A value's shape for one row. */
    Optional<Shape> single(String value) {
        if (subject.isWhole() || subject.batching() == Subject.Batching.SINGLE) {
            return Optional.empty();
        }
        return one().of(value);
    }

    private RowShapes one() {
        RowShapes known = one;
        if (known == null) {
            known = new RowShapes(subject.oracle(), subject.graph(), rows(1));
            one = known;
        }
        return known;
    }

    private Optional<Shape> pair(String value) {
        RowShapes known = two;
        if (known == null) {
            Rebatching rebatching =
                    subject.batching() == Subject.Batching.REWRITTEN ? Rebatching.by(2, one()) : Rebatching.none();
            known = new RowShapes(subject.oracle(), subject.graph(), rows(2), rebatching);
            two = known;
        }
        return known.of(value);
    }

    /** The inputs as they are for some rows. */
    private Map<String, Typed> rows(long count) {
        long own = subject.rows();
        Map<String, Typed> typed = new HashMap<>();
        for (Map.Entry<String, Tensor> input : subject.inputs().entrySet()) {
            Shape shape = input.getValue().shape();
            boolean batched = shape.rank() > 0 && shape.dim(0) == own;
            typed.put(input.getKey(), new Typed(input.getValue().type(), batched ? shape.with(0, count) : shape));
        }
        return typed;
    }
}
