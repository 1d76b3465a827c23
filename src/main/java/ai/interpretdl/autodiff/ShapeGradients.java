package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that move, cut, repeat or blend elements along axes. All of them are linear. */
final class ShapeGradients {
    /** The elements in the same order: {@link Pull#give} shapes and sums. */
    private static final Rule SAME = Rule.unary((g, x, y, dy) -> dy);

    static final Map<String, Rule> TABLE = Map.ofEntries(
            Map.entry("Identity", SAME),
            Map.entry("Reshape", SAME),
            Map.entry("Flatten", SAME),
            Map.entry("Squeeze", SAME),
            Map.entry("Unsqueeze", SAME),
            Map.entry("Expand", SAME),
            Map.entry("Cast", Rule.unary((g, x, y, dy) -> g.cast(dy, x.type()))),
            Map.entry("Transpose", Rule.unary((g, x, y, dy) -> g.transpose(dy, inverse(of(y))))),
            Map.entry("Concat", ShapeGradients::concat),
            Map.entry("Split", ShapeGradients::split),
            Map.entry("Slice", Rule.unary((g, x, y, dy) -> slice(g, x, Cut.of(of(y)), dy))),
            Map.entry("Pad", ShapeGradients::pad),
            Map.entry("Tile", Rule.unary((g, x, y, dy) -> tile(g, x, y, dy))),
            Map.entry("DepthToSpace", Rule.unary((g, x, y, dy) -> depthToSpace(g, x, y, dy))),
            Map.entry("SpaceToDepth", Rule.unary((g, x, y, dy) -> again("DepthToSpace", g, y, dy))),
            Map.entry("Trilu", Rule.unary((g, x, y, dy) -> again("Trilu", g, y, dy))),
            Map.entry("ReverseSequence", Rule.unary((g, x, y, dy) -> again("ReverseSequence", g, y, dy))),
            Map.entry("Resize", Rule.unary((g, x, y, dy) -> Resampling.transposed(g, of(y), dy))));

    private ShapeGradients() {}

    private static Operation of(Value y) {
        return y.operation().orElseThrow();
    }

    /** An operator with the attributes and further inputs of the one that wrote y, on dy. */
    private static Value again(String operator, GraphBuilder g, Value y, Value dy) {
        List<Value> inputs = new ArrayList<>(of(y).inputs());
        inputs.set(0, dy);
        return g.op(operator, of(y).attributes(), inputs.toArray(Value[]::new));
    }

    private static int[] inverse(Operation transpose) {
        int[] permutation = ReshapeShapes.permutation(transpose);
        int[] inverse = new int[permutation.length];
        IntStream.range(0, permutation.length).forEach(i -> inverse[permutation[i]] = i);
        return inverse;
    }

    private static void concat(Pull p) {
        int axis = p.operation().axis("axis", 0, p.out(0).rank());
        long start = 0;
        for (int i = 0; i < p.operation().inputs().size(); i++) {
            long from = start;
            long to = from + p.in(i).dim(axis);
            p.give(i, () -> p.graph().slice(p.dy(), axis, from, to));
            start = to;
        }
    }

    private static void split(Pull p) {
        int axis = p.operation().axis("axis", 0, p.in(0).rank());
        List<Integer> parts = IntStream.range(0, p.operation().outputs().size())
                .filter(i -> p.out(i).dim(axis) > 0)
                .boxed()
                .toList();
        p.give(0, () -> p.graph().concat(axis, parts.stream().map(p::dy).toList()));
    }

    /** Zeros between the elements that were taken, and around them. */
    static Value slice(GraphBuilder g, Value x, List<Cut> cuts, Value dy) {
        if (dy.shape().size() == 0) {
            return g.zeros(x);
        }
        int[] backward =
                cuts.stream().filter(c -> c.step() < 0).mapToInt(Cut::axis).toArray();
        Value spaced = spaced(g, g.reverse(dy, backward), cuts);
        long[] before = new long[x.rank()];
        long[] behind = new long[x.rank()];
        for (Cut cut : cuts) {
            int axis = cut.axis();
            before[axis] = Math.min(cut.start(), cut.start() + cut.step() * (cut.count() - 1));
            behind[axis] = x.dim(axis) - before[axis] - spaced.dim(axis);
        }
        return g.pad(spaced, before, behind);
    }

    /** Every element followed by zeros up to the next one. */
    private static Value spaced(GraphBuilder g, Value dy, List<Cut> cuts) {
        Shape to = dy.shape();
        List<Long> split = new ArrayList<>();
        List<Long> zeros = new ArrayList<>();
        for (int axis = 0; axis < dy.rank(); axis++) {
            long step = step(cuts, axis, dy.dim(axis));
            split.add(dy.dim(axis));
            zeros.add(0L);
            if (step > 1) {
                split.add(1L);
                zeros.add(step - 1);
                to = to.with(axis, dy.dim(axis) * step);
            }
        }
        Value apart = g.reshape(dy, longs(split));
        return g.reshape(g.pad(apart, new long[split.size()], longs(zeros)), to);
    }

    private static long step(List<Cut> cuts, int axis, long count) {
        return cuts.stream()
                .filter(cut -> cut.axis() == axis && count > 1)
                .mapToLong(cut -> Math.abs(cut.step()))
                .findFirst()
                .orElse(1);
    }

    private static long[] longs(List<Long> list) {
        return list.stream().mapToLong(Long::longValue).toArray();
    }

    /** What was put around is cut away; what was repeated from inside goes back there. */
    private static void pad(Pull p) {
        GraphBuilder g = p.graph();
        Operation o = p.operation();
        String mode = o.text("mode", "constant");
        long[] pads = ReshapeShapes.padding(o);
        int rank = p.in(0).rank();
        long[] before = Arrays.copyOf(pads, rank);
        long[] behind = Arrays.copyOfRange(pads, rank, 2 * rank);
        if (!mode.equals("constant")) {
            p.give(0, () -> repeated(g, p.in(0), mode, before, behind, p.dy()));
            return;
        }
        p.give(0, () -> g.pad(p.dy(), negated(before), negated(behind)));
        p.give(2, () -> g.sub(total(g, p.dy()), total(g, g.pad(p.dy(), negated(before), negated(behind)))));
    }

    private static Value repeated(GraphBuilder g, Value x, String mode, long[] before, long[] behind, Value dy) {
        Value gradient = dy;
        for (int axis = 0; axis < x.rank(); axis++) {
            if (before[axis] != 0 || behind[axis] != 0) {
                Value places = g.constant(numbered(x.dim(axis)));
                Value pads = g.ints(before[axis], behind[axis]);
                Map<String, Attribute> attributes = Map.of("mode", Attribute.of(mode));
                long[] source = g.evaluate("Pad", attributes, places, pads).longs();
                gradient = AxisMap.taking(x.dim(axis), source).transposed(g, gradient, axis);
            }
        }
        return gradient;
    }

    private static ai.interpretdl.tensor.Tensor numbered(long length) {
        float[] places = new float[Math.toIntExact(length)];
        IntStream.range(0, places.length).forEach(i -> places[i] = i);
        return ai.interpretdl.tensor.Tensor.of(places, length);
    }

    private static long[] negated(long[] values) {
        return Arrays.stream(values).map(v -> -v).toArray();
    }

    private static Value total(GraphBuilder g, Value x) {
        return g.sum(x, false, Arithmetic.axesBut(x.rank()));
    }

    /** The sum over all copies. */
    private static Value tile(GraphBuilder g, Value x, Value y, Value dy) {
        long[] dims = new long[2 * x.rank()];
        for (int i = 0; i < x.rank(); i++) {
            dims[2 * i] = y.dim(i) / Math.max(1, x.dim(i));
            dims[2 * i + 1] = x.dim(i);
        }
        int[] copies = IntStream.range(0, x.rank())
                .map(i -> 2 * i)
                .filter(i -> dims[i] > 1)
                .toArray();
        return g.reshape(g.sum(g.reshape(dy, dims), false, copies), x.shape());
    }

    private static Value depthToSpace(GraphBuilder g, Value x, Value y, Value dy) {
        long b = of(y).integer("blocksize", 1);
        if (of(y).text("mode", "DCR").equals("DCR")) {
            return g.op("SpaceToDepth", Map.of("blocksize", Attribute.of(b)), dy);
        }
        Value blocks = g.reshape(dy, y.dim(0), y.dim(1), x.dim(2), b, x.dim(3), b);
        return g.reshape(g.transpose(blocks, 0, 1, 3, 5, 2, 4), x.shape());
    }
}
