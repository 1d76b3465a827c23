package ai.interpretdl.program;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** What an algorithm brings along beside the model: sample axes, random draws, rows of given tensors, numbers. */
public abstract class Draws {
    private static final String TABLE = "a table";

    private final Trace trace;
    private final boolean whole;
    private final Optional<RowOf> part;
    private final Optional<Part> seeds;

    /**
     * @param subject whose rows are drawn for
     * @param seeds what is added to the seed, INT64 {@code []}: samples that it tells apart have draws of their own
     */
    Draws(Trace trace, Subject subject, Optional<Part> seeds) {
        this.trace = trace;
        this.seeds = seeds;
        this.whole = subject.isWhole();
        this.part = subject.part().filter(row -> trace.rows() == 1 && !whole);
    }

    Trace trace() {
        return trace;
    }

    /** What is added to the seed. */
    Optional<Part> seeds() {
        return seeds;
    }

    /** How many sample axes there are so far. */
    public int axes() {
        return trace.axes().size();
    }

    /** A sample axis. */
    public Samples samples(long count) {
        return trace.samples(count);
    }

    /** A sample axis of which a step takes one sample: for what the samples of a call share, such as weights. */
    public Samples oneByOne(long count) {
        return trace.oneByOne(count);
    }

    /** The number of the sample, from 0, INT64 {@code []}. */
    public Expr index(Samples axis) {
        return new Expr(trace, new Part(trace.index(axis), List.of(axis), false));
    }

    /** Standard normal draws shaped like {@code x}, FLOAT, the same for all rows. */
    public Expr gaussian(Expr x, Samples axis) {
        Noise noise = noise();
        return x.each(i -> new Expr(trace, noise.gaussian(axis, x.get(i).shape())));
    }

    /** A draw from [0, 1) for each sample, FLOAT {@code []}. */
    public Expr uniform(Samples axis) {
        return uniform(axis, Shape.SCALAR);
    }

    /** Draws from [0, 1), of a shape. */
    public Expr uniform(Samples axis, Shape shape) {
        return new Expr(trace, noise().uniform(axis, shape));
    }

    /** 1 with probability {@code keep}, else 0. */
    public Expr bernoulli(Samples axis, Shape shape, double keep) {
        return uniform(axis, shape).less(keep).cast(ElementType.FLOAT);
    }

    private Noise noise() {
        Part ofRun = new Part(trace.graph().fed("seed", ElementType.INT64, Shape.SCALAR), List.of(), false);
        return new Noise(trace, seeds.map(more -> plus(ofRun, more)).orElse(ofRun));
    }

    private Part plus(Part seed, Part more) {
        return more.with(trace.graph().op("Add", seed.value(), more.value()));
    }

    /** Row i of a tensor {@code [samples, …]} for sample i, the same for all input rows. */
    public Expr row(Tensor table, Samples axis) {
        return row(TABLE, table, axis);
    }

    /** @param name under which it is fed, and another tensor may be to the same program */
    public Expr row(String name, Tensor table, Samples axis) {
        return new Expr(trace, new Part(trace.feedRows(name, TableRows.of(table), axis), List.of(axis), false));
    }

    /** Entry i of a tensor {@code [samples, N, …]} for sample i: each input row its own. */
    public Expr rowOfEach(Tensor all, Samples axis) {
        return rowOfEach(TABLE, all, axis);
    }

    /**
     * As {@link #rowOfEach(Tensor, Samples)}.
     *
     * @param name what the tensor is called when it does not fit, and under which it is fed
     */
    public Expr rowOfEach(String name, Tensor all, Samples axis) {
        return rowOfEach(name, TableRows.of(part.map(row -> row.ofTable(all)).orElse(all)), axis);
    }

    /** As {@link #rowOfEach(String, Tensor, Samples)}, of a table that has the rows of this question. */
    public Expr rowOfEach(String name, TableRows table, Samples axis) {
        boolean rows = table.shape().dim(1) == trace.rows() && !whole;
        if (!rows && table.shape().dim(1) != 1) {
            throw new IllegalArgumentException(name + " is " + table.shape() + ", [samples, N, ...] of "
                    + table.shape().dim(1) + " rows; the input has " + trace.rows() + ", and 1 would serve all");
        }
        Part part = new Part(trace.feedRows(name, table, axis), List.of(axis), rows);
        Expr expr = new Expr(trace, part);
        return rows
                ? expr
                : expr.reshape(table.shape().slice(2, table.shape().rank()).dims());
    }

    /** A tensor handed in with the run, the same for all rows and samples. */
    public Expr given(String name, Tensor tensor) {
        return new Expr(trace, new Part(trace.feed(name, tensor), List.of(), false));
    }

    /** A tensor {@code [N, …]} handed in with the run, a row each; one row serves all. */
    public Expr givenRows(String name, Tensor all) {
        Tensor tensor = part.map(row -> row.of(all)).orElse(all);
        boolean one = tensor.shape().dim(0) == 1 && trace.rows() != 1;
        if (one || whole) {
            Shape own = one ? tensor.shape().slice(1, tensor.shape().rank()) : tensor.shape();
            return given(name, tensor.reshape(own.dims()));
        }
        if (tensor.shape().dim(0) != trace.rows()) {
            throw new IllegalArgumentException(name + " has " + tensor.shape().dim(0) + " rows; the input has "
                    + trace.rows() + ", and 1 would serve all");
        }
        return new Expr(trace, new Part(trace.feed(name, tensor), List.of(), true));
    }

    /** The whole numbers from 0 to {@code count} (exclusive), INT64. */
    public Expr range(long count) {
        return new Expr(trace, new Part(trace.graph().range(count), List.of(), false));
    }

    /** A number, FLOAT. */
    public Expr number(double number) {
        return new Expr(trace, new Part(trace.graph().constant(Tensor.scalar((float) number)), List.of(), false));
    }
}
