package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the rows of a batch lie in a tensor: inside an axis, with {@code inside} elements of that axis for each row. Outermost of an axis of
 * length n for one row means n inside; innermost means 1.
 */
record BatchAxis(int axis, long inside) {
    /** The axis that is longer for {@code factor} rows than for one, the rows outermost. */
    static Optional<BatchAxis> between(Shape one, Shape many, long factor) {
        if (one.rank() != many.rank()) {
            return Optional.empty();
        }
        for (int axis = 0; axis < one.rank(); axis++) {
            if (many.dim(axis) == factor * one.dim(axis) && one.dim(axis) > 0) {
                return Optional.of(new BatchAxis(axis, one.dim(axis)));
            }
        }
        return Optional.empty();
    }

    /** How many elements of a row lie together in memory. */
    private long block(Shape one) {
        return inside * one.slice(axis + 1, one.rank()).size();
    }

    /**
     * Where the rows are after a reshape, seen from the shapes for one row.
     *
     * <p>A boundary between two axes can go with either: with an axis of length 1 that stands for the batch; else with the axis in front when all
     * behind it is as it was (rows merged into tokens); else with the one behind (rows merged into heads), unless that is the last, the features.
     */
    Optional<BatchAxis> reshaped(Shape from, Shape to) {
        List<BatchAxis> fitting = new ArrayList<>();
        for (int i = 0; i < to.rank(); i++) {
            long inner = block(from) / Math.max(1, to.slice(i + 1, to.rank()).size());
            BatchAxis here = new BatchAxis(i, inner);
            if (inner > 0 && here.block(to) == block(from) && to.dim(i) % inner == 0) {
                fitting.add(here);
            }
        }
        return first(fitting, here -> to.dim(here.axis) == 1)
                .or(() -> first(fitting, here -> here.inside > 1 && here.inside < to.dim(here.axis)))
                .or(() -> first(fitting, here -> here.inside == 1 && sameBehind(from, to, here.axis)))
                .or(() -> first(fitting, here -> here.inside == to.dim(here.axis) && here.axis < to.rank() - 1))
                .or(() -> first(fitting, here -> true));
    }

    private static Optional<BatchAxis> first(List<BatchAxis> some, Predicate<BatchAxis> condition) {
        return some.stream().filter(condition).findFirst();
    }

    private boolean sameBehind(Shape from, Shape to, int at) {
        return from.slice(axis + 1, from.rank()).equals(to.slice(at + 1, to.rank()));
    }

    /** The shape for {@code factor} rows. */
    Shape widened(Shape one, long factor) {
        return one.with(axis, one.dim(axis) * factor);
    }
}
