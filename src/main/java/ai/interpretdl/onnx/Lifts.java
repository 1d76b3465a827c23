package ai.interpretdl.onnx;

import static java.util.Map.entry;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** How nodes of older operator sets are written in version 18: operator, the version from which on nothing need be done, and the rewrite. */
final class Lifts {
    /** For every version, also the latest that is lifted. */
    private static final long ALWAYS = OpsetLift.TARGET + 1;

    static final Map<String, List<Lift>> TABLE = Map.ofEntries(
            // attributes that became inputs
            entry("Squeeze", before(13, toInputs("axes"))),
            entry("Unsqueeze", before(13, toInputs("axes"))),
            entry("ReduceSum", before(13, toInputs("axes"))),
            entry("ReduceMean", before(18, toInputs("axes"))),
            entry("ReduceMax", before(18, toInputs("axes"))),
            entry("ReduceMin", before(18, toInputs("axes"))),
            entry("ReduceProd", before(18, toInputs("axes"))),
            entry("ReduceL1", before(18, toInputs("axes"))),
            entry("ReduceL2", before(18, toInputs("axes"))),
            entry("ReduceLogSum", before(18, toInputs("axes"))),
            entry("ReduceLogSumExp", before(18, toInputs("axes"))),
            entry("ReduceSumSquare", before(18, toInputs("axes"))),
            entry("Slice", before(10, toInputs("starts", "ends", "axes"))),
            entry("Clip", before(11, toInputs("min", "max"))),
            entry("TopK", before(10, toInputs("k"))),
            entry("Reshape", before(5, toInputs("shape"))),
            entry("Pad", before(11, Lifts::pad)),
            entry("Split", before(18, Lifts::split)),
            // operators that were replaced or renamed
            entry(
                    "Scatter",
                    before(
                            ALWAYS,
                            l -> l.finish(
                                    "ScatterElements",
                                    l.node().inputs(),
                                    l.node().attributes()))),
            entry("Dropout", before(ALWAYS, Lifts::dropout)),
            entry("Constant", before(ALWAYS, Lifts::constant)),
            entry("Upsample", before(10, ResizeLifts::upsample)),
            // meanings that changed
            entry("Resize", List.of(new Lift(11, ResizeLifts::first), new Lift(18, ResizeLifts::second))),
            entry("Softmax", before(13, Lifts::flattened)),
            entry("LogSoftmax", before(13, Lifts::flattened)),
            entry("Hardmax", before(13, Lifts::flattened)),
            entry("BatchNormalization", before(14, Lifts::batchNormalization)),
            entry(
                    "RoiAlign",
                    before(16, withDefault("coordinate_transformation_mode", Attribute.of("output_half_pixel")))),
            entry("Concat", before(4, withDefault("axis", Attribute.of(1)))),
            entry("Cast", before(6, Lifts::cast)),
            entry("Gemm", before(7, l -> l.finish("Gemm", l.node().inputs(), l.without("broadcast")))),
            entry("LpPool", before(2, Lifts::integerNorm)),
            entry("GlobalLpPool", before(2, Lifts::integerNorm)),
            entry("PRelu", before(7, l -> Lifts.aligned(l, 1))),
            entry("Add", before(7, Lifts::broadcast)),
            entry("Sub", before(7, Lifts::broadcast)),
            entry("Mul", before(7, Lifts::broadcast)),
            entry("Div", before(7, Lifts::broadcast)),
            entry("Pow", before(7, Lifts::broadcast)),
            entry("And", before(7, Lifts::broadcast)),
            entry("Or", before(7, Lifts::broadcast)),
            entry("Xor", before(7, Lifts::broadcast)),
            entry("Greater", before(7, Lifts::broadcast)),
            entry("Less", before(7, Lifts::broadcast)),
            entry("Equal", before(7, Lifts::broadcast)),
            // what nobody wrote for years
            entry("Scan", before(9, Lifts::refuse)),
            entry("MeanVarianceNormalization", before(9, Lifts::refuse)),
            entry("Tile", before(6, Lifts::refuse)));

    private Lifts() {}

    /** A rewrite for nodes of operator sets before a version. */
    record Lift(long before, Consumer<Lifting> rewrite) {}

    private static List<Lift> before(long version, Consumer<Lifting> rewrite) {
        return List.of(new Lift(version, rewrite));
    }

    private static Consumer<Lifting> toInputs(String... attributes) {
        return l -> l.finish(l.node().operator(), l.inputsAnd(attributes), l.without(attributes));
    }

    private static Consumer<Lifting> withDefault(String name, Attribute value) {
        return l -> {
            Attribute given = l.node().attributes().getOrDefault(name, value);
            l.finish(l.node().operator(), l.node().inputs(), l.and(name, given));
        };
    }

    private static void refuse(Lifting l) {
        throw l.noEquivalent();
    }

    private static void pad(Lifting l) {
        String pads = l.node().attributes().containsKey("paddings") ? "paddings" : "pads";
        List<String> inputs = l.node().number("value", 0) == 0 ? l.inputsAnd(pads) : l.inputsAnd(pads, "value");
        l.finish("Pad", inputs, l.without(pads, "value"));
    }

    /** Since version 18 the number of equal parts is said; parts of given lengths are an input since version 13. */
    private static void split(Lifting l) {
        boolean given =
                l.node().attributes().containsKey("split") || !l.node().input(1).isEmpty();
        Attribute parts = Attribute.of((long) l.node().outputs().size());
        l.finish("Split", l.inputsAnd("split"), given ? l.without("split") : l.and("num_outputs", parts));
    }

    /** Nothing is dropped in inference, unless the model itself insists. */
    private static void dropout(Lifting l) {
        boolean trains = !l.node().input(2).isEmpty()
                && l.constant(2).map(mode -> mode.longs()[0] != 0).orElse(true);
        if (trains) {
            l.keep();
            return;
        }
        String x = l.node().input(0);
        if (l.hasSecondOutput()) {
            Map<String, Attribute> all = Map.of("value", Attribute.of(Tensor.of(new boolean[] {true}, 1)));
            l.finishSecond("ConstantOfShape", List.of(l.add("Shape", x)), all);
        }
        l.finishFirst("Identity", List.of(x), Map.of());
    }

    /** All ways to say a constant become a tensor. */
    private static void constant(Lifting l) {
        l.node().attributes().values().stream()
                .flatMap(value -> value.tensor().stream())
                .findFirst()
                .ifPresentOrElse(
                        value -> l.finish("Constant", List.of(), Map.of("value", Attribute.of(value))), l::keep);
    }

    /** Before version 13 an axis divided the shape into two, and the second part was normalized as a whole. */
    private static void flattened(Lifting l) {
        String operator = l.node().operator();
        String x = l.node().input(0);
        long axis = l.node().integer("axis", 1);
        Map<String, Attribute> last = Map.of("axis", Attribute.of(-1));
        if (axis == -1 || axis == l.rank(0).orElse(Integer.MAX_VALUE) - 1) {
            l.finish(operator, List.of(x), last);
            return;
        }
        String flat = l.add("Flatten", List.of(x), Map.of("axis", Attribute.of(axis)));
        String y = l.add(operator, List.of(flat), last);
        l.finish("Reshape", List.of(y, l.add("Shape", x)), Map.of());
    }

    /** What training returned beside the result is left out; statistics for each position are arithmetic, y = (x - mean) / sqrt(var + epsilon) * scale + b. */
    private static void batchNormalization(Lifting l) {
        List<String> in = l.node().inputs();
        float epsilon = l.node().number("epsilon", 1e-5f);
        if (l.node().integer("spatial", 1) != 0) {
            l.finishFirst("BatchNormalization", in, Map.of("epsilon", Attribute.of(epsilon)));
            return;
        }
        String centred = l.add("Sub", in.get(0), in.get(3));
        String deviation = l.add("Sqrt", l.add("Add", in.get(4), l.numberLike(epsilon, in.get(4))));
        String scaled = l.add("Mul", l.add("Div", centred, deviation), in.get(1));
        l.finishFirst("Add", List.of(scaled, in.get(2)), Map.of());
    }

    private static void cast(Lifting l) {
        Attribute type = Lifting.typeOf(l.node().text("to", "").toUpperCase(Locale.ROOT));
        l.finish("Cast", l.node().inputs(), l.and("to", type));
    }

    private static void integerNorm(Lifting l) {
        Attribute p = Attribute.of((long) l.node().number("p", 2));
        l.finish(l.node().operator(), l.node().inputs(), l.and("p", p));
    }

    private static void broadcast(Lifting l) {
        boolean shifted =
                l.node().integer("broadcast", 0) != 0 && l.node().attributes().containsKey("axis");
        if (shifted) {
            aligned(l, l.node().integer("axis", 0));
        } else {
            l.finish(l.node().operator(), l.node().inputs(), l.without("broadcast", "axis"));
        }
    }

    /** The second operand's axes start at that axis of the first: it gets as many axes of length 1 behind as are missing. */
    private static void aligned(Lifting l, long axis) {
        String a = l.node().input(0);
        String b = l.node().input(1);
        String shape = l.add("Shape", b);
        String end = axis < 0 ? l.integers(0) : l.add("Shape", l.add("Shape", a));
        String behind = l.add("Sub", end, l.integers(axis));
        String missing = l.add("Max", l.add("Sub", behind, l.add("Shape", shape)), l.integers(0));
        Map<String, Attribute> one = Map.of("value", Attribute.of(Tensor.of(new long[] {1}, 1)));
        String ones = l.add("ConstantOfShape", List.of(missing), one);
        String longer = l.add("Concat", List.of(shape, ones), Map.of("axis", Attribute.of(0)));
        l.finish(l.node().operator(), List.of(a, l.add("Reshape", b, longer)), l.without("broadcast", "axis"));
    }
}
