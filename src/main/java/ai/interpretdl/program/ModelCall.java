package ai.interpretdl.program;

import ai.interpretdl.autodiff.Inlining;
import ai.interpretdl.autodiff.ModelGraph;
import ai.interpretdl.autodiff.Rebatching;
import ai.interpretdl.autodiff.RowShapes;
import ai.interpretdl.autodiff.Typed;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The model at one place: sample axes and rows are folded into its batch going in and unfolded coming out. */
final class ModelCall {
    private final Trace trace;
    private final List<Samples> axes;
    private final boolean rows;
    private final long batch;
    private final boolean noBatch;
    private final Map<String, Long> pieces;
    private final ModelGraph model;
    private final Map<String, Value> fed = new HashMap<>();
    private final Inlining inlining;

    /** @param pieces of fed inner values, how many pieces of a row lie along the batch axis */
    ModelCall(Trace trace, Subject subject, Map<String, Part> feeds, Map<String, Long> pieces) {
        this.trace = trace;
        this.pieces = pieces;
        List<Part> parts = List.copyOf(feeds.values());
        this.axes = Part.union(parts);
        this.rows = parts.stream().anyMatch(Part::rows);
        this.batch = lead().size();
        this.model = subject.graph();
        this.noBatch = subject.isWhole();
        if (batch > 1 && (noBatch || subject.batching() == Subject.Batching.SINGLE)) {
            throw new IllegalStateException("this model takes one row a call, not " + batch);
        }
        feeds.forEach(
                (name, part) -> fed.put(name, noBatch || isWeight(name) ? single(name, part) : folded(name, part)));
        Rebatching rebatching = subject.batching() == Subject.Batching.REWRITTEN && batch > 1
                ? Rebatching.by(batch, singleRow(subject))
                : Rebatching.none();
        this.inlining = new Inlining(trace.graph(), subject.graph(), fed, rebatching);
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
        long cut = pieces.getOrDefault(name, 1L);
        Shape folded =
                cut == 1 ? Shape.of(batch).concat(own) : Shape.of(batch * cut).concat(own.slice(1, own.rank()));
        return trace.graph().seam(trace.spread(part, axes, rows), folded);
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

    /** What is fed, by name. */
    Map<String, Value> fed() {
        return fed;
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
            return unfold(like);
        }
        if (batch > 1) {
            throw new IllegalStateException(
                    "the gradient of weight " + name + " is taken one row a call, not of " + batch + " together");
        }
        return new Expr(trace, new Part(trace.graph().reshape(like, lead().concat(like.shape())), axes, rows));
    }

    /** How many pieces of a row lie along the batch axis of a value: 1 where it counts rows. */
    long piecesOfARow(String name) {
        return piecesOfARow(value(name));
    }

    long piecesOfARow(Value value) {
        Shape shape = value.shape();
        boolean folded = !noBatch && shape.rank() > 0 && shape.dim(0) % batch == 0;
        return folded ? shape.dim(0) / batch : 1;
    }

    /** [batch·k, dims] as [S…, N, k, dims], without k where it is 1. */
    Expr unfold(Value value) {
        Shape shape = value.shape();
        if (noBatch) {
            return new Expr(trace, new Part(value, axes, rows));
        }
        if (shape.rank() == 0 || shape.dim(0) % batch != 0) {
            return new Expr(trace, new Part(value, List.of(), false));
        }
        long merged = shape.dim(0) / batch;
        Shape own = (merged == 1 ? Shape.SCALAR : Shape.of(merged)).concat(shape.slice(1, shape.rank()));
        return new Expr(trace, new Part(trace.graph().reshape(value, lead().concat(own)), axes, rows));
    }
}
