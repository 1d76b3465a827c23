package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.NodeOracle;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Types and shapes of results. Known here for what rules write and models mostly hold; the runtime is asked for the rest.
 *
 * <p>Follows the operator specifications of ONNX, version 18.
 */
final class Shapes {
    private static final Map<String, Function<Operation, Typed>> TABLE = new HashMap<>();

    static {
        each(
                o -> Typed.like(o.input(0)),
                "Relu",
                "LeakyRelu",
                "PRelu",
                "ThresholdedRelu",
                "Elu",
                "Selu",
                "Celu",
                "Sigmoid",
                "Tanh",
                "Exp",
                "Log",
                "Sqrt",
                "Reciprocal",
                "Neg",
                "Abs",
                "Sign",
                "Floor",
                "Ceil",
                "Round",
                "Erf",
                "Softplus",
                "Softsign",
                "Sin",
                "Cos",
                "Tan",
                "Asin",
                "Acos",
                "Atan",
                "Sinh",
                "Cosh",
                "Asinh",
                "Acosh",
                "Atanh",
                "HardSigmoid",
                "HardSwish",
                "Mish",
                "Clip",
                "Softmax",
                "LogSoftmax",
                "Hardmax",
                "CumSum",
                "Trilu",
                "LRN",
                "InstanceNormalization",
                "BatchNormalization",
                "ScatterElements",
                "ScatterND",
                "Scatter",
                "Not",
                "LpNormalization",
                "MeanVarianceNormalization",
                "GroupNormalization");
        each(
                Shapes::broadcast,
                "Add",
                "Sub",
                "Mul",
                "Div",
                "Pow",
                "Mod",
                "Min",
                "Max",
                "Sum",
                "Mean",
                "And",
                "Or",
                "Xor",
                "BitShift");
        each(
                o -> new Typed(ElementType.BOOL, broadcast(o).shape()),
                "Equal",
                "Greater",
                "GreaterOrEqual",
                "Less",
                "LessOrEqual");
        each(o -> new Typed(ElementType.BOOL, o.input(0).shape()), "IsNaN", "IsInf");
        each(o -> new Typed(o.input(1).type(), broadcast(o).shape()), "Where");
        each(o -> new Typed(ElementType.ofCode(o.integer("to", 0)), o.input(0).shape()), "Cast");
        each(o -> shaped(o, ReshapeShapes.reshape(o)), "Reshape");
        each(o -> shaped(o, ReshapeShapes.flatten(o)), "Flatten");
        each(o -> shaped(o, ReshapeShapes.squeeze(o)), "Squeeze");
        each(o -> shaped(o, ReshapeShapes.unsqueeze(o)), "Unsqueeze");
        each(o -> shaped(o, ReshapeShapes.transpose(o)), "Transpose");
        each(o -> shaped(o, o.input(0).shape().broadcast(Shape.of(o.known(1).longs()))), "Expand");
        each(o -> shaped(o, ReshapeShapes.tile(o)), "Tile");
        each(o -> shaped(o, ReshapeShapes.concat(o)), "Concat");
        each(o -> shaped(o, ReshapeShapes.slice(o)), "Slice");
        each(o -> shaped(o, ReshapeShapes.pad(o)), "Pad");
        each(o -> shaped(o, ReshapeShapes.gather(o)), "Gather");
        each(o -> shaped(o, o.input(1).shape()), "GatherElements");
        each(o -> shaped(o, ReshapeShapes.gatherNd(o)), "GatherND");
        each(o -> shaped(o, ReshapeShapes.depthToSpace(o)), "DepthToSpace");
        each(o -> shaped(o, ReshapeShapes.spaceToDepth(o)), "SpaceToDepth");
        each(
                o -> shaped(o, reduced(o, o.integer("keepdims", 1) == 1)),
                "ReduceSum",
                "ReduceMean",
                "ReduceMax",
                "ReduceMin",
                "ReduceProd",
                "ReduceL1",
                "ReduceL2",
                "ReduceSumSquare",
                "ReduceLogSum",
                "ReduceLogSumExp");
        each(
                o -> new Typed(
                        ElementType.INT64,
                        without(
                                o.input(0).shape(),
                                o.axis("axis", 0, o.input(0).rank()),
                                o.integer("keepdims", 1) == 1)),
                "ArgMax",
                "ArgMin");
        each(o -> shaped(o, matmul(o.input(0).shape(), o.input(1).shape())), "MatMul");
        each(o -> shaped(o, gemm(o)), "Gemm");
        each(o -> shaped(o, Windows.of(o).convolved(o)), "Conv");
        each(o -> shaped(o, Windows.transposed(o)), "ConvTranspose");
        each(o -> shaped(o, Windows.of(o).pooled(o)), "MaxPool", "AveragePool", "LpPool");
        each(o -> shaped(o, global(o.input(0).shape())), "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool");
        each(o -> new Typed(o.input(0).type(), range(o)), "Range");
        each(Shapes::constantOfShape, "ConstantOfShape");
    }

    private Shapes() {}

    private static void each(Function<Operation, Typed> shape, String... operators) {
        Arrays.stream(operators).forEach(operator -> TABLE.put(operator, shape));
    }

    /** A sum over samples is like that of one step; a stack has all samples of its axis in front. */
    private static Typed loop(Operation o) {
        Shape step = o.input(0).shape();
        boolean stacked = o.operator().equals("Stack");
        return shaped(o, stacked ? step.with(0, o.integer("count", step.dim(0))) : step);
    }

    /** @throws UnsupportedOperatorException when a length depends on the data */
    static List<Typed> infer(Operation operation, int outputs, NodeOracle oracle, Map<String, Long> opsets) {
        if (operation.domain().equals(Arithmetic.LOOP_DOMAIN)) {
            return List.of(loop(operation));
        }
        if (operation.key().equals("MaxPool") && outputs == 2) {
            Shape shape = Windows.of(operation).pooled(operation);
            return List.of(shaped(operation, shape), new Typed(ElementType.INT64, shape));
        }
        if (operation.key().equals("LayerNormalization")) {
            return layerNormalization(operation).subList(0, outputs);
        }
        if (operation.key().equals("Split")) {
            return ReshapeShapes.split(operation, outputs).stream()
                    .map(s -> shaped(operation, s))
                    .toList();
        }
        Function<Operation, Typed> known = TABLE.get(operation.key());
        return known != null && outputs == 1
                ? List.of(known.apply(operation))
                : ask(operation, outputs, oracle, opsets);
    }

    private static List<Typed> ask(Operation operation, int outputs, NodeOracle oracle, Map<String, Long> opsets) {
        Map<String, Tensor> known = new HashMap<>();
        List<ValueInfo> inputs = IntStream.range(0, operation.inputs().size())
                .filter(operation::has)
                .mapToObj(i -> {
                    Value input = operation.input(i);
                    input.known().ifPresent(tensor -> known.put("i" + i, tensor));
                    return ValueInfo.of("i" + i, input.type(), input.shape().dims());
                })
                .toList();
        List<ValueInfo> found = oracle.infer(Folding.toNode(operation, outputs), opsets, inputs, known);
        boolean tables = operation.domain().equals("ai.onnx.ml");
        return tables && !found.stream().allMatch(Shapes::isKnown)
                ? tried(operation, outputs, oracle, opsets)
                : found.stream().map(info -> typed(operation, info)).toList();
    }

    /** What an operator of tables gives for rows of nothing: their shapes do not depend on the data, but no one infers them. */
    private static List<Typed> tried(Operation o, int outputs, NodeOracle oracle, Map<String, Long> opsets) {
        Map<String, Tensor> nothing = new HashMap<>();
        for (int i = 0; i < o.inputs().size(); i++) {
            if (o.has(i)) {
                nothing.put("i" + i, nothing(o.input(i)));
            }
        }
        return oracle.evaluate(Folding.toNode(o, outputs), opsets, nothing).stream()
                .map(tensor -> new Typed(tensor.type(), tensor.shape()))
                .toList();
    }

    private static Tensor nothing(Value like) {
        int size = Math.toIntExact(like.shape().size());
        return like.type() == ElementType.STRING
                ? Tensor.of(Collections.nCopies(size, ""), like.shape().dims())
                : Tensor.of(like.type(), new double[size], like.shape().dims());
    }

    private static boolean isKnown(ValueInfo info) {
        return info.dims()
                .filter(dims -> dims.stream().allMatch(ValueInfo.Dim.Known.class::isInstance))
                .isPresent();
    }

    private static Typed typed(Operation operation, ValueInfo info) {
        List<ValueInfo.Dim> dims = info.dims().orElseThrow(() -> ofData(operation));
        long[] lengths = dims.stream()
                .mapToLong(dim -> dim instanceof ValueInfo.Dim.Known known ? known.length() : -1)
                .toArray();
        if (Arrays.stream(lengths).anyMatch(length -> length < 0)) {
            throw ofData(operation);
        }
        return new Typed(info.type(), Shape.of(lengths));
    }

    /** Mostly the tail of a detector, which keeps some boxes. What it is computed from has names that can be asked for instead. */
    private static UnsupportedOperatorException ofData(Operation operation) {
        Optional<Node> node = operation.origin().filter(o -> o.operator().equals(operation.operator()));
        String before = node.map(o -> IntStream.range(0, operation.inputs().size())
                        .filter(i -> operation.input(i).varies())
                        .mapToObj(o::input)
                        .toList())
                .filter(names -> !names.isEmpty())
                .map(names -> ", such as " + names)
                .orElse("");
        return new UnsupportedOperatorException(
                operation.key(),
                node.map(o -> o.name().isEmpty() ? "writes " + o.outputs() : o.name())
                        .orElse(""),
                "the shape of its result depends on the data; explain before it: name a value that is computed earlier as the output"
                        + " (output_name)" + before);
    }

    private static Typed shaped(Operation o, Shape shape) {
        return new Typed(o.input(0).type(), shape);
    }

    private static Typed broadcast(Operation o) {
        Shape shape = o.inputs().stream().map(Value::shape).reduce(Shape.SCALAR, Shape::broadcast);
        return new Typed(o.input(0).type(), shape);
    }

    /** Reduced axes have length 1 when {@code keep}. */
    static Shape reduced(Operation o, boolean keep) {
        Shape shape = o.input(0).shape();
        boolean named = o.has(1) && o.input(1).shape().size() > 0;
        if (!named && o.integer("noop_with_empty_axes", 0) == 1) {
            return shape;
        }
        int[] axes = named
                ? Arrays.stream(o.known(1).longs())
                        .mapToInt(a -> (int) (a < 0 ? a + shape.rank() : a))
                        .sorted()
                        .toArray()
                : IntStream.range(0, shape.rank()).toArray();
        Shape result = shape;
        for (int i = axes.length - 1; i >= 0; i--) {
            result = without(result, axes[i], keep);
        }
        return result;
    }

    static Shape without(Shape shape, int axis, boolean keep) {
        return keep ? shape.with(axis, 1) : shape.slice(0, axis).concat(shape.slice(axis + 1, shape.rank()));
    }

    static Shape matmul(Shape a, Shape b) {
        Shape left = a.rank() == 1 ? Shape.of(1, a.dim(0)) : a;
        Shape right = b.rank() == 1 ? Shape.of(b.dim(0), 1) : b;
        if (left.dim(-1) != right.dim(-2)) {
            throw new IllegalArgumentException("MatMul of " + a + " and " + b + ": inner lengths differ");
        }
        Shape result = left.slice(0, left.rank() - 2).broadcast(right.slice(0, right.rank() - 2));
        result = a.rank() == 1 ? result : result.concat(Shape.of(left.dim(-2)));
        return b.rank() == 1 ? result : result.concat(Shape.of(right.dim(-1)));
    }

    private static Shape gemm(Operation o) {
        long rows = o.input(0).dim(o.integer("transA", 0) == 0 ? 0 : 1);
        long columns = o.input(1).dim(o.integer("transB", 0) == 0 ? 1 : 0);
        return Shape.of(rows, columns);
    }

    private static Shape global(Shape x) {
        return x.slice(0, 2)
                .concat(Shape.of(Collections.nCopies(x.rank() - 2, 1L).stream()
                        .mapToLong(Long::longValue)
                        .toArray()));
    }

    private static Shape range(Operation o) {
        double start = o.known(0).doubles()[0];
        double limit = o.known(1).doubles()[0];
        double delta = o.known(2).doubles()[0];
        return Shape.of(Math.max(0, (long) Math.ceil((limit - start) / delta)));
    }

    private static Typed constantOfShape(Operation o) {
        ElementType type = o.attributes().get("value") instanceof ai.interpretdl.onnx.Attribute.OfTensor t
                ? t.value().type()
                : ElementType.FLOAT;
        return new Typed(type, Shape.of(o.known(0).longs()));
    }

    private static List<Typed> layerNormalization(Operation o) {
        Shape shape = o.input(0).shape();
        Shape statistics = shape;
        for (int axis = o.axis("axis", -1, shape.rank()); axis < shape.rank(); axis++) {
            statistics = statistics.with(axis, 1);
        }
        Typed statistic = new Typed(ElementType.FLOAT, statistics);
        return List.of(Typed.like(o.input(0)), statistic, statistic);
    }
}
