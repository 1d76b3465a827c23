package ai.interpretdl.program;

import ai.interpretdl.autodiff.Arithmetic;
import ai.interpretdl.autodiff.GraphBuilder;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.NodeOracle;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The writing of one program: the graph under construction, its sample axes, and what will be fed to it. */
final class Trace {
    static final String SUM = "Sum";
    static final String STACK = "Stack";
    static final String AXIS = "axis";

    /**
     * Rows that belong to the samples of an axis.
     *
     * @param called what the algorithm calls them
     */
    record Table(String called, Samples axis, TableRows rows) {}

    private final GraphBuilder graph;
    private final long rows;
    private final ChunkSizes sizes;
    private final List<Samples> axes = new ArrayList<>();
    private final Map<String, Tensor> feeds = new LinkedHashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<Value, Samples> fedByAxis = new HashMap<>();
    private final Set<Samples> single = new HashSet<>();
    private int streams;
    private int used;

    Trace(NodeOracle oracle, long rows, ChunkSizes sizes) {
        this.graph = new GraphBuilder(oracle);
        this.rows = rows;
        this.sizes = sizes;
    }

    GraphBuilder graph() {
        return graph;
    }

    /** The number N of input rows. */
    long rows() {
        return rows;
    }

    List<Samples> axes() {
        return axes;
    }

    Map<String, Tensor> feeds() {
        return feeds;
    }

    Map<String, Table> tables() {
        return tables;
    }

    Map<Value, Samples> fedByAxis() {
        return fedByAxis;
    }

    Samples samples(long count) {
        if (used == axes.size()) {
            axes.add(new Samples(used, count));
        }
        Samples axis = axes.get(used++);
        if (axis.count() != count) {
            throw new IllegalStateException("the same equation asks for " + count + " samples, then " + axis.count());
        }
        return axis;
    }

    /** An axis of which a step takes one sample, whatever it might take. */
    Samples oneByOne(long count) {
        Samples axis = samples(count);
        single.add(axis);
        return axis;
    }

    /** From here on the same equation is written again, and gets the same axes and draws in the same order. */
    void again() {
        used = 0;
        streams = 0;
    }

    /** How many samples of an axis one step takes. */
    long chunk(Samples axis) {
        return single.contains(axis) ? 1 : sizes.of(axis);
    }

    /** A number for each independent stream of random draws. */
    int nextStream() {
        return streams++;
    }

    /** Numbers handed in with the run, not written into the graph. */
    Value feed(String name, Tensor tensor) {
        feeds.put(name, tensor);
        return graph.fed(name, tensor.type(), tensor.shape());
    }

    /**
     * Rows of a table, as many as a step takes samples. Tables of two names are two, for others than these may be fed to the same program.
     *
     * @param called what the table is called, if no other is
     */
    Value feedRows(String called, TableRows rows, Samples axis) {
        String wanted = Program.table(called);
        Table table = new Table(called, axis, rows);
        String name = tables.entrySet().stream()
                .filter(known -> known.getValue().equals(table))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> tables.containsKey(wanted) ? wanted + "." + tables.size() : wanted);
        tables.put(name, table);
        return ofAxis(axis, graph.fed(name, rows.type(), rows.shape().with(0, chunk(axis))));
    }

    /** The numbers of the samples in a step, INT64 [S]. */
    Value index(Samples axis) {
        return ofAxis(axis, graph.fed("index." + axis.ordinal(), ElementType.INT64, Shape.of(chunk(axis))));
    }

    /** 1 for a sample that counts, 0 for one that only fills the last step, FLOAT [S]. */
    Value weight(Samples axis) {
        return ofAxis(axis, graph.fed("weight." + axis.ordinal(), ElementType.FLOAT, Shape.of(chunk(axis))));
    }

    /** How many samples were taken when the loop ended, FLOAT. */
    Value count(Samples axis) {
        return graph.fed("count." + axis.ordinal(), ElementType.FLOAT, Shape.SCALAR);
    }

    private Value ofAxis(Samples axis, Value value) {
        fedByAxis.put(value, axis);
        return value;
    }

    /** The sum over all samples of an axis, of the sums of each step. */
    Value loopSum(Value ofStep, Samples axis) {
        return loop(SUM, ofStep, axis);
    }

    /** All samples of an axis one behind the other: [samples, …] from the [S, …] of each step. */
    Value loopStack(Value ofStep, Samples axis) {
        return loop(STACK, ofStep, axis);
    }

    private Value loop(String operator, Value value, Samples axis) {
        return graph.operation(
                        Arithmetic.LOOP_DOMAIN,
                        operator,
                        List.of(value),
                        Map.of(AXIS, Attribute.of((long) axis.ordinal()), "count", Attribute.of(axis.count())),
                        Map.of(),
                        1)
                .get(0);
    }

    /** A part with room for other axes, so that elementwise operators line up. */
    Value aligned(Part part, List<Samples> axes, boolean withRows, int ownRank) {
        List<Long> dims = new ArrayList<>();
        axes.forEach(axis -> dims.add(part.axes().contains(axis) ? chunk(axis) : 1L));
        if (withRows) {
            dims.add(part.rows() ? rows : 1L);
        }
        Shape own = part.own();
        IntStream.range(own.rank(), ownRank).forEach(i -> dims.add(1L));
        IntStream.range(0, own.rank()).forEach(i -> dims.add(own.dim(i)));
        // leading ones broadcast by themselves
        int from = 0;
        while (dims.size() - from > part.value().rank() && dims.get(from) == 1) {
            from++;
        }
        return graph.reshape(
                part.value(),
                dims.subList(from, dims.size()).stream()
                        .mapToLong(Long::longValue)
                        .toArray());
    }

    /** A part spread over all the given axes and rows. */
    Value spread(Part part, List<Samples> axes, boolean withRows) {
        List<Long> lead = new ArrayList<>();
        axes.forEach(axis -> lead.add(chunk(axis)));
        if (withRows) {
            lead.add(rows);
        }
        Shape full =
                Shape.of(lead.stream().mapToLong(Long::longValue).toArray()).concat(part.own());
        return graph.expand(aligned(part, axes, withRows, part.own().rank()), full);
    }
}
