package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A case or more for every way in which a node is lifted, in versions that ONNX Runtime runs. */
final class LiftCases {
    static final Tensor X = ramp(2, 3, 4, 5);

    private LiftCases() {}

    static Stream<LiftCase> all() {
        return Stream.of(reshaping(), reducing(), resizing(), normalizing(), others())
                .flatMap(s -> s);
    }

    private static Stream<LiftCase> reshaping() {
        return Stream.of(
                LiftCase.of(7, "Squeeze", Map.of("axes", Attribute.ofInts(0, 2)), ramp(1, 3, 1, 2)),
                LiftCase.of(11, "Squeeze", Map.of(), ramp(1, 3, 1, 2)),
                LiftCase.of(9, "Unsqueeze", Map.of("axes", Attribute.ofInts(0, 2)), ramp(3, 2)),
                LiftCase.of(7, "Split", Map.of("axis", Attribute.of(1), "split", Attribute.ofInts(1, 2)), X)
                        .outputs(2),
                LiftCase.of(11, "Split", Map.of("axis", Attribute.of(2)), X).outputs(2),
                LiftCase.of(13, "Split", Map.of("axis", Attribute.of(2)), X).outputs(4),
                LiftCase.of(13, "Split", Map.of("axis", Attribute.of(1)), X, Tensor.of(new long[] {2, 1}, 2))
                        .outputs(2),
                LiftCase.of(
                        7,
                        "Slice",
                        Map.of(
                                "starts", Attribute.ofInts(1, -3),
                                "ends", Attribute.ofInts(3, -1),
                                "axes", Attribute.ofInts(1, 3)),
                        X),
                LiftCase.of(9, "Slice", Map.of("starts", Attribute.ofInts(1), "ends", Attribute.ofInts(9)), X),
                LiftCase.of(7, "Pad", Map.of("pads", pads(), "value", Attribute.of(3f)), X),
                LiftCase.of(7, "Pad", Map.of("pads", pads(), "mode", Attribute.of("reflect")), X),
                LiftCase.of(7, "Pad", Map.of("pads", pads(), "value", Attribute.of(3f)), doubles(2, 3, 4, 5)));
    }

    private static Attribute pads() {
        return Attribute.ofInts(0, 0, 1, 2, 0, 0, 2, 1);
    }

    private static Stream<LiftCase> reducing() {
        return Stream.of("Sum", "Mean", "Max", "Min", "Prod", "L1", "L2", "LogSum", "LogSumExp", "SumSquare")
                .flatMap(kind -> Stream.of(
                        LiftCase.of(7, "Reduce" + kind, Map.of(), X),
                        LiftCase.of(
                                11,
                                "Reduce" + kind,
                                Map.of("axes", Attribute.ofInts(-1, 1), "keepdims", Attribute.of(0)),
                                X)));
    }

    private static Stream<LiftCase> resizing() {
        return Stream.of("nearest", "linear")
                .flatMap(mode -> Stream.of(
                        LiftCase.of(
                                7,
                                "Upsample",
                                Map.of(
                                        "mode",
                                        Attribute.of(mode),
                                        "scales",
                                        new Attribute.OfFloats(List.of(1f, 1f, 2f, 1.7f))),
                                X),
                        LiftCase.of(9, "Upsample", mode(mode), X, scales(2, 1.5f)),
                        LiftCase.of(10, "Resize", mode(mode), X, scales(2, 1.3f)),
                        LiftCase.of(10, "Resize", mode(mode), X, scales(.5f, .7f)),
                        LiftCase.of(10, "Resize", mode(mode), X, scales(2.4f, .7f)),
                        LiftCase.of(11, "Resize", mode(mode), X, empty(), scales(2.4f, .7f)),
                        LiftCase.of(
                                11, "Resize", mode(mode), X, empty(), empty(), Tensor.of(new long[] {2, 3, 7, 3}, 4)),
                        LiftCase.of(13, "Resize", mode(mode), X, empty(), scales(1.4f, .7f)),
                        LiftCase.of(
                                11,
                                "Resize",
                                Map.of(
                                        "coordinate_transformation_mode",
                                        Attribute.of("tf_crop_and_resize"),
                                        "mode",
                                        Attribute.of(mode)),
                                X,
                                Tensor.of(new float[] {0, 0, .2f, .1f, 1, 1, .9f, .8f}, 8),
                                scales(2, 2))));
    }

    private static Map<String, Attribute> mode(String mode) {
        return Map.of("mode", Attribute.of(mode));
    }

    private static Tensor scales(float height, float width) {
        return Tensor.of(new float[] {1, 1, height, width}, 4);
    }

    private static Tensor empty() {
        return Tensor.of(new float[0], 0);
    }

    private static Stream<LiftCase> normalizing() {
        Tensor[] channels = {X, ramp(3), ramp(3), ramp(3), Tensor.of(new float[] {1, 2, 3}, 3)};
        Tensor[] positions = {X, ramp(3, 4, 5), ramp(3, 4, 5), ramp(3, 4, 5), ones(3, 4, 5)};
        Stream<LiftCase> softmax = Stream.of("Softmax", "LogSoftmax", "Hardmax")
                .flatMap(operator -> Stream.of(
                        LiftCase.of(7, operator, Map.of(), X),
                        LiftCase.of(7, operator, Map.of(), ramp(4, 5)),
                        LiftCase.of(11, operator, Map.of("axis", Attribute.of(0)), X),
                        LiftCase.of(11, operator, Map.of("axis", Attribute.of(-1)), X),
                        LiftCase.of(11, operator, Map.of("axis", Attribute.of(-2)), X)));
        return Stream.concat(
                softmax,
                Stream.of(
                        LiftCase.of(7, "BatchNormalization", Map.of("epsilon", Attribute.of(.1f)), channels),
                        LiftCase.of(8, "BatchNormalization", Map.of("spatial", Attribute.of(0)), positions),
                        LiftCase.of(9, "BatchNormalization", Map.of("momentum", Attribute.of(.5f)), channels)));
    }

    private static Stream<LiftCase> others() {
        Tensor indices = Tensor.of(new long[] {1, 0, 1, 2}, 2, 2);
        return Stream.of(
                LiftCase.of(7, "Clip", Map.of("min", Attribute.of(-.5f), "max", Attribute.of(.5f)), X),
                LiftCase.of(7, "Clip", Map.of("max", Attribute.of(.5f)), X),
                LiftCase.of(7, "Clip", Map.of(), X),
                LiftCase.of(7, "TopK", Map.of("k", Attribute.of(3), "axis", Attribute.of(-1)), X)
                        .outputs(2),
                LiftCase.of(9, "Scatter", Map.of("axis", Attribute.of(1)), ramp(2, 3), indices, ramp(2, 2)),
                LiftCase.of(7, "Dropout", Map.of("ratio", Attribute.of(.9f)), X),
                LiftCase.of(7, "Dropout", Map.of(), X).outputs(2),
                LiftCase.of(10, "Dropout", Map.of(), X).outputs(2),
                LiftCase.of(12, "Dropout", Map.of(), X, Tensor.scalar(.9f)).outputs(2),
                LiftCase.of(
                        10,
                        "RoiAlign",
                        Map.of("output_height", Attribute.of(2), "output_width", Attribute.of(2)),
                        X,
                        Tensor.of(new float[] {.3f, .2f, 3, 3.5f}, 1, 4),
                        Tensor.of(new long[] {1}, 1)),
                LiftCase.of(12, "Constant", Map.of("value_float", Attribute.of(1.5f))),
                LiftCase.of(12, "Constant", Map.of("value_floats", new Attribute.OfFloats(List.of(1f, 2f)))),
                LiftCase.of(12, "Constant", Map.of("value_int", Attribute.of(3))),
                LiftCase.of(18, "Constant", Map.of("value_ints", Attribute.ofInts(3, 4))),
                LiftCase.of(12, "Constant", Map.of("value_string", Attribute.of("\u00c3\u00a0"))));
    }

    /** An early node, and one that says the same today. */
    record Pair(LiftCase old, LiftCase today) {}

    static Stream<Pair> early() {
        Tensor weights = ramp(5, 2);
        return Stream.concat(
                aligned(),
                Stream.of(
                        new Pair(
                                LiftCase.of(6, "PRelu", Map.of("consumed_inputs", Attribute.ofInts(0, 0)), X, ramp(3)),
                                LiftCase.of(9, "PRelu", Map.of(), X, ramp(3, 1, 1))),
                        new Pair(
                                LiftCase.of(6, "PRelu", Map.of(), X, ramp(1)),
                                LiftCase.of(9, "PRelu", Map.of(), X, ramp(1))),
                        new Pair(
                                LiftCase.of(5, "Cast", Map.of("to", Attribute.of("INT64")), X),
                                LiftCase.of(9, "Cast", Map.of("to", Attribute.of(7)), X)),
                        new Pair(
                                LiftCase.of(4, "Reshape", Map.of("shape", Attribute.ofInts(0, -1)), X),
                                LiftCase.of(9, "Flatten", Map.of(), X)),
                        new Pair(
                                LiftCase.of(1, "Concat", Map.of(), X, X),
                                LiftCase.of(9, "Concat", Map.of("axis", Attribute.of(1)), X, X)),
                        new Pair(
                                LiftCase.of(
                                        6, "Gemm", Map.of("broadcast", Attribute.of(1)), ramp(3, 5), weights, ramp(2)),
                                LiftCase.of(9, "Gemm", Map.of(), ramp(3, 5), weights, ramp(2))),
                        new Pair(
                                LiftCase.of(1, "LpPool", pool(Attribute.of(3f)), X),
                                LiftCase.of(9, "LpPool", pool(Attribute.of(3)), X)),
                        new Pair(
                                LiftCase.of(1, "GlobalLpPool", Map.of("p", Attribute.of(3f)), X),
                                LiftCase.of(9, "GlobalLpPool", Map.of("p", Attribute.of(3)), X)),
                        new Pair(
                                LiftCase.of(1, "Pad", Map.of("paddings", pads()), X),
                                LiftCase.of(7, "Pad", Map.of("pads", pads()), X)),
                        new Pair(
                                LiftCase.of(
                                        1,
                                        "Upsample",
                                        Map.of("width_scale", Attribute.of(3f), "height_scale", Attribute.of(2f)),
                                        X),
                                LiftCase.of(9, "Upsample", Map.of(), X, scales(2, 3)))));
    }

    private static Map<String, Attribute> pool(Attribute p) {
        return Map.of("p", p, "kernel_shape", Attribute.ofInts(2, 2));
    }

    /** The second operand of arithmetic could start at an axis of the first. */
    private static Stream<Pair> aligned() {
        Tensor flags = Tensor.of(new boolean[] {true, false, true, true, false, false}, 2, 3);
        Tensor two = Tensor.of(new boolean[] {true, false}, 2);
        Map<String, Attribute> attributes = Map.of("broadcast", Attribute.of(1), "axis", Attribute.of(0));
        Stream<Pair> logic = Stream.of("And", "Or", "Xor")
                .map(operator -> new Pair(
                        LiftCase.of(6, operator, attributes, flags, two),
                        LiftCase.of(9, operator, Map.of(), flags, two.reshape(2, 1))));
        Stream<Pair> arithmetic = Stream.of("Add", "Sub", "Mul", "Div", "Pow", "Greater", "Less", "Equal")
                .flatMap(operator -> Stream.of(1L, -3L)
                        .map(axis -> new Pair(
                                LiftCase.of(
                                        6,
                                        operator,
                                        Map.of("broadcast", Attribute.of(1), "axis", Attribute.of(axis)),
                                        X,
                                        ramp(3, 4)),
                                LiftCase.of(13, operator, Map.of(), X, ramp(3, 4, 1)))));
        return Stream.concat(logic, arithmetic);
    }

    /** Numbers of both signs, all different. */
    static Tensor ramp(long... dims) {
        return Tensor.of(doubles(dims).floats(), dims);
    }

    static Tensor doubles(long... dims) {
        double[] values = new double[(int) Shape.of(dims).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.cos(1 + i) + 0.3;
        }
        return Tensor.of(values, dims);
    }

    static Tensor ones(long... dims) {
        return Tensor.full(Shape.of(dims), 1);
    }
}
