package ai.interpretdl.program;

import ai.interpretdl.autodiff.Inlining;
import ai.interpretdl.autodiff.ModelGraph;
import ai.interpretdl.autodiff.Rebatching;
import ai.interpretdl.autodiff.RowShapes;
import ai.interpretdl.autodiff.Twin;
import ai.interpretdl.autodiff.Typed;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The model at one place: sample axes and rows are folded into its batch going in and unfolded coming out. */
final class ModelCall {
    private final Trace trace;
    private final List<Samples> axes;
    private final boolean rows;
    private final long batch;
    private final boolean noBatch;
    private final Map<String, Long> pieces;
    private final RowAxes rowAxes;
    private final ModelGraph model;
    private final List<String> explained;
    private final Map<String, Value> fed = new HashMap<>();
    private final Inlining inlining;

    /**
     * @param pieces of fed inner values, how many pieces of a row lie along the batch axis
     * @param spelledOut whether every node runs as the file has it
     */
    ModelCall(
            Trace trace,
            Subject subject,
            Map<String, Part> feeds,
            Map<String, Long> pieces,
            RowAxes rowAxes,
            boolean spelledOut) {
        this.trace = trace;
        this.pieces = pieces;
        this.rowAxes = rowAxes;
        List<Part> parts = List.copyOf(feeds.values());
        this.axes = Part.union(parts);
        this.rows = parts.stream().anyMatch(Part::rows);
        this.batch = lead().size();
        this.model = subject.graph();
        this.explained = subject.explained();
        this.noBatch = subject.isWhole();
        if (batch > 1 && (noBatch || subject.batching() == Subject.Batching.SINGLE)) {
            throw new IllegalStateException("this model takes one row a call, not " + batch);
        }
        feeds.forEach(
                (name, part) -> fed.put(name, noBatch || isWeight(name) ? single(name, part) : folded(name, part)));
        Rebatching rebatching = subject.batching() == Subject.Batching.REWRITTEN && batch > 1
                ? Rebatching.by(batch, singleRow(subject))
                : Rebatching.none();
        this.inlining = spelledOut
                ? Inlining.spelledOut(trace.graph(), model, fed, rebatching)
                : new Inlining(trace.graph(), model, fed, rebatching);
    }

    private RowShapes singleRow(Subject subject) {
        Map<String, Typed> row = new HashMap<>();
        fed.forEach((name, value) -> {
            boolean folded = !isWeight(name) && value.rank() > 0 && value.dim(0) % batch == 0;
            Shape shape = folded ? value.shape().with(0, value.dim(0) / batch) : value.shape();
            row.put(name, new Typed(value.type(), shape));
        });
        return new RowShapes(subject.oracle(), model, row);
    }

    private Shape lead() {
        LongStream samples = axes.stream().mapToLong(trace::chunk);
        return Shape.of(LongStream.concat(samples, rows ? LongStream.of(trace.rows()) : LongStream.empty())
                .toArray());
    }

    /** [S…, N, dims] as [batch, dims]. An input of the file that has no rows, and so no batch axis, stays as it is. */
    private Value folded(String name, Part part) {
        boolean itself = part.value().origin() instanceof Value.Origin.Fed source
                && source.name().equals(name);
        if (itself && !part.rows() && part.axes().isEmpty()) {
            return part.value();
        }
        Shape own = part.own();
        int axis = pieces.containsKey(name) ? rowAxis(name) : 0;
        if (axis > 0) {
            return inPlace(
                    trace.spread(part, axes, rows), axis, rowAxes.single(name).orElseThrow());
        }
        long cut = pieces.getOrDefault(name, 1L);
        Shape folded =
                cut == 1 ? Shape.of(batch).concat(own) : Shape.of(batch * cut).concat(own.slice(1, own.rank()));
        return trace.graph().seam(trace.spread(part, axes, rows), folded);
    }

    /** [S…, N, dims] with the batch brought to where the model has it: [before, batch·k, after] of a row's [before, k, after]. */
    private Value inPlace(Value spread, int axis, Shape row) {
        Value first = trace.graph().reshape(spread, Shape.of(batch).concat(row));
        return trace.graph().seam(moved(first, 0, axis), row.with(axis, batch * row.dim(axis)));
    }

    /** [before, batch·k, after] with the batch in front: [batch, before, k, after]. */
    private Value rowsFirst(Value value, int axis) {
        Shape shape = value.shape();
        Shape apart = shape.slice(0, axis)
                .concat(Shape.of(batch, shape.dim(axis) / batch))
                .concat(shape.slice(axis + 1, shape.rank()));
        Value first = moved(trace.graph().reshape(value, apart), axis, 0);
        // what a single row has as its batch axis of length 1 is no axis of its own
        return shape.dim(0) == 1
                ? trace.graph()
                        .reshape(first, Shape.of(batch).concat(first.shape().slice(2, first.rank())))
                : first;
    }

    private Value moved(Value value, int from, int to) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, value.rank()).boxed().toList());
        order.add(to, order.remove(from));
        return trace.graph()
                .transpose(value, order.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Which axis of a value of the model holds the rows; it does not matter of one. */
    private int rowAxis(String name) {
        return batch == 1 || noBatch ? 0 : rowAxes.of(name);
    }

    private boolean isWeight(String name) {
        return model.weight(name).isPresent();
    }

    /** What has no batch axis: anything of a model without one, and weights, which the rows and samples of a call share. */
    private Value single(String name, Part part) {
        if (part.value().shape().slice(0, part.lead()).size() > 1) {
            throw new IllegalStateException(name + " cannot differ within a call of " + batch + " rows");
        }
        return trace.graph().reshape(part.value(), part.own());
    }

    /** What is fed under a name, for the whole batch. */
    Value fed(String name) {
        return java.util.Objects.requireNonNull(fed.get(name), name);
    }

    /** A value of the model, for the whole batch. */
    Value value(String name) {
        return fed.containsKey(name) ? fed(name) : inlining.value(name);
    }

    /** What a value of the model would be if another stood in the place of one that it is computed from. */
    Value instead(Value value, Value replaced, Value other) {
        return Twin.of(trace.graph(), value, Map.of(replaced, other)).of(value);
    }

    /** Whether a value lies inside of what is one operator here: only a call that is spelled out leads through it. */
    boolean hides(String name) {
        return !fed.containsKey(name) && inlining.hides(name);
    }

    /** What is fed and may be explained, by name: weights that stand in the place of others are not. */
    Map<String, Value> inputs() {
        Map<String, Value> inputs = new HashMap<>(fed);
        inputs.keySet().removeIf(name -> isWeight(name) && !explained.contains(name));
        return inputs;
    }

    /** The model's nodes, in the order in which they run. */
    List<Node> nodes() {
        return inlining.model().nodes();
    }

    /** A weight of the model. */
    Expr weight(Value value) {
        return new Expr(trace, new Part(value, List.of(), false));
    }

    /** A value of the model, as one row sees it. */
    Expr result(String name) {
        return unfold(name, value(name));
    }

    /** Something shaped like a value of the model, as one row sees it. */
    Expr unfold(String name, Value like) {
        if (!isWeight(name)) {
            int axis = rowAxis(name);
            return unfold(axis == 0 ? like : rowsFirst(like, axis));
        }
        if (batch > 1) {
            throw new IllegalStateException(
                    "the gradient of weight " + name + " is taken one row a call, not of " + batch + " together");
        }
        return new Expr(trace, new Part(trace.graph().reshape(like, lead().concat(like.shape())), axes, rows));
    }

    /** How many pieces of a row lie along the batch axis of a value: 1 where it counts rows. */
    long piecesOfARow(String name) {
        return rowAxis(name) == 0 ? piecesOfARow(value(name)) : 1;
    }

    long piecesOfARow(Value value) {
        Shape shape = value.shape();
        boolean folded = !noBatch && shape.rank() > 0 && shape.dim(0) % batch == 0;
        return folded ? shape.dim(0) / batch : 1;
    }

    /** [batch·k, dims] as [S…, N, k, dims], without k where it is 1; of a model without a batch axis [dims] as [1…, dims]. */
    Expr unfold(Value value) {
        Shape shape = value.shape();
        if (noBatch) {
            return new Expr(trace, new Part(trace.graph().reshape(value, lead().concat(shape)), axes, rows));
        }
        if (shape.rank() == 0 || shape.dim(0) % batch != 0) {
            return new Expr(trace, new Part(value, List.of(), false));
        }
        long merged = shape.dim(0) / batch;
        Shape own = (merged == 1 ? Shape.SCALAR : Shape.of(merged)).concat(shape.slice(1, shape.rank()));
        return new Expr(trace, new Part(trace.graph().reshape(value, lead().concat(own)), axes, rows));
    }
}
