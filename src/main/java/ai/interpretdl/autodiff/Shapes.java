package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.NodeOracle;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                : AskedShapes.of(operation, outputs, oracle, opsets);
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
