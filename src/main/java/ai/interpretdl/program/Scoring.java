package ai.interpretdl.program;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** From the output of a model, written for one row, to the number that is explained. Class and cell numbers are fed, not written. */
final class Scoring {
    private static final String CLASSES = "target";

    private final Explained f;
    private final Expr output;
    private final Shape shape;

    private Scoring(Explained f, Expr output) {
        this.f = f;
        this.output = output;
        this.shape = output.shape();
    }

    /** The number that a target asks for of the model. */
    static Expr of(Explained f, ModelCall call, Subject subject) {
        if (subject.target() instanceof Target.Loss loss) {
            Expr logProbabilities = OutputForms.logProbabilities(call, subject);
            return new Scoring(f, logProbabilities)
                    .ofClass(logProbabilities, CLASSES, new Target.OfClass(loss.classes()))
                    .negate();
        }
        return of(f, OutputForms.of(call, subject), subject.target());
    }

    /** The number that a target asks for of an output in the form that is explained. */
    static Expr of(Explained f, Expr output, Target target) {
        Scoring scoring = new Scoring(f, output);
        if (target instanceof Target.OfClass c) {
            return scoring.ofClass(output, CLASSES, c);
        }
        if (target instanceof Target.Predicted) {
            return output.shape().rank() == 0 ? output : picked(output, f.predicted(), scoring.numbers(0));
        }
        if (target instanceof Target.Cell cell) {
            return scoring.cells(List.of(cell.index()));
        }
        if (target instanceof Target.Cells cells) {
            return scoring.cells(cells.indices());
        }
        if (target instanceof Target.Margin margin) {
            Expr over = scoring.ofClass(output, "target.over", Target.ofClass(margin.over()));
            return over.minus(scoring.ofClass(output, "target.under", Target.ofClass(margin.under())));
        }
        if (target instanceof Target.Sum) {
            return output.sum();
        }
        throw new IllegalArgumentException(
                target instanceof Target.Loss
                        ? "a loss is not a number of the output alone"
                        : "each of the top classes has a score of its own");
    }

    /** What is fed to tell the target, where that may differ from one program to a like one: the classes. */
    static Map<String, Tensor> feeds(Subject subject) {
        return subject.target() instanceof Target.OfClass c
                ? Map.of(CLASSES, perRow(c.classes(), subject.rows()))
                : Map.of();
    }

    /** One number a row, INT64 {@code [N]}; one serves all. */
    private static Tensor perRow(List<Long> classes, long rows) {
        if (classes.size() != 1 && classes.size() != rows) {
            throw new IllegalArgumentException("target has " + classes.size() + " entries for " + rows + " rows");
        }
        long[] each = LongStream.range(0, rows)
                .map(i -> classes.get(classes.size() == 1 ? 0 : (int) i))
                .toArray();
        return Tensor.of(each, each.length);
    }

    private Expr ofClass(Expr scores, String name, Target.OfClass target) {
        if (shape.rank() == 0) {
            return scores;
        }
        int axis = axis(target.axis());
        long count = shape.dim(axis);
        List<Long> classes = target.classes();
        for (int row = 0; row < classes.size(); row++) {
            if (classes.get(row) < 0 || classes.get(row) >= count) {
                throw new IllegalArgumentException("target " + classes.get(row) + " of row " + row
                        + " is out of range: the output has " + count + " classes, numbered from 0");
            }
        }
        return picked(scores, f.classes(name, perRow(classes, f.rows())), numbers(axis));
    }

    private static Expr picked(Expr scores, Expr wanted, Expr numbers) {
        return numbers.equalTo(wanted).where(scores, scores.zeros()).sum();
    }

    /** The axis of a row's output. */
    private int axis(int withRows) {
        int axis = withRows < 0 ? withRows + shape.rank() : withRows - 1;
        if (axis < 0 || axis >= shape.rank()) {
            throw new IllegalArgumentException(
                    "target axis " + withRows + " is out of range: the output of a row is " + shape);
        }
        return axis;
    }

    /** The numbers of the classes along their axis, {@code [count, 1, …]}. */
    private Expr numbers(int axis) {
        long[] dims = new long[shape.rank() - axis];
        Arrays.fill(dims, 1);
        dims[0] = shape.dim(axis);
        return f.range(shape.dim(axis)).reshape(dims);
    }

    private Expr cells(List<List<Long>> indices) {
        long[] flat = indices.stream().mapToLong(this::flat).distinct().toArray();
        boolean[] chosen = new boolean[Math.toIntExact(shape.size())];
        for (long cell : flat) {
            chosen[(int) cell] = true;
        }
        Expr mask = f.given("target.cells", Tensor.of(chosen, shape.dims()));
        return mask.where(output, output.zeros()).sum().over(flat.length);
    }

    private long flat(List<Long> index) {
        if (index.size() != shape.rank()) {
            throw new IllegalArgumentException(
                    "target index " + index + " has " + index.size() + " numbers, the output of a row is " + shape);
        }
        long flat = 0;
        for (int i = 0; i < index.size(); i++) {
            if (index.get(i) < 0 || index.get(i) >= shape.dim(i)) {
                throw new IllegalArgumentException(
                        "target index " + index + " is out of range: the output of a row is " + shape);
            }
            flat = flat * shape.dim(i) + index.get(i);
        }
        return flat;
    }
}
