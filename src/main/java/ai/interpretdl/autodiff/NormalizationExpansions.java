package ai.interpretdl.autodiff;

import static java.util.Map.entry;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Normalisations of newer operator sets and of ONNX Runtime, and those that CUDA has no kernel for. */
final class NormalizationExpansions {
    static final Map<String, Expansion> TABLE = Map.ofEntries(
            entry("BatchNormalization", NormalizationExpansions::batch),
            entry("GroupNormalization", NormalizationExpansions::group),
            entry("RMSNormalization", NormalizationExpansions::rootMeanSquare),
            entry("SimplifiedLayerNormalization", NormalizationExpansions::rootMeanSquare),
            entry("LpNormalization", NormalizationExpansions::norm),
            entry("MeanVarianceNormalization", NormalizationExpansions::meanVariance),
            entry("com.microsoft:SkipLayerNormalization", NormalizationExpansions::skip),
            entry("com.microsoft:SkipSimplifiedLayerNormalization", NormalizationExpansions::skipSimplified),
            entry("com.microsoft:EmbedLayerNormalization", NormalizationExpansions::embed));

    private NormalizationExpansions() {}

    /**
     * Behind a convolution with constant weights the scale goes into the weights, as operations on constants that are folded once at
     * load, so that forward and backward pass share them.
     */
    private static List<Value> batch(GraphBuilder g, Inlining.Call call) {
        if (call.integer("training_mode", 0) == 1) {
            return ofThisBatch(g, call);
        }
        Value x = call.in(0);
        boolean convolution = x.operation()
                .filter(o -> o.key().equals("Conv") && !o.input(1).varies())
                .isPresent();
        if (!convolution) {
            return call.plain(call.inputs(), Map.of("epsilon", Attribute.of(call.number("epsilon", 1e-5f))));
        }
        Value scale = g.div(call.in(1), g.sqrt(g.add(call.in(4), call.number("epsilon", 1e-5f))));
        Value shift = g.sub(call.in(2), g.mul(call.in(3), scale));
        Operation conv = x.operation().orElseThrow();
        Value w = conv.input(1);
        long[] perFilter = new long[w.rank()];
        Arrays.fill(perFilter, 1);
        perFilter[0] = w.dim(0);
        Value weight = g.mul(w, g.reshape(scale, Shape.of(perFilter)));
        Value bias = conv.has(2) ? g.add(g.mul(conv.input(2), scale), shift) : shift;
        return List.of(g.op("Conv", conv.attributes(), conv.input(0), weight, bias));
    }

    /** An export in training mode: the mean and variance of the rows at hand, and the running ones moved on. */
    private static List<Value> ofThisBatch(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        int[] others = Arithmetic.axesBut(x.rank(), 1);
        Value mean = g.mean(x, false, others);
        Value variance = g.mean(g.square(g.sub(x, NormalizationGradients.perChannel(g, mean, x))), false, others);
        Map<String, Attribute> epsilon = Map.of("epsilon", Attribute.of(call.number("epsilon", 1e-5f)));
        Value y = g.op("BatchNormalization", epsilon, x, call.in(1), call.in(2), mean, variance);
        double kept = call.number("momentum", 0.9f);
        return List.of(
                y,
                g.add(g.mul(call.in(3), kept), g.mul(mean, 1 - kept)),
                g.add(g.mul(call.in(4), kept), g.mul(variance, 1 - kept)));
    }

    /** Groups of channels are the channels of an instance normalisation. Before version 21 there was one scale a group. */
    private static List<Value> group(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        long groups = call.integer("num_groups", 1);
        Shape grouped = Shape.of(x.dim(0), groups, x.shape().size() / (x.dim(0) * groups));
        Value ones = g.expand(g.number(x, 1), Shape.of(groups));
        Value zeros = g.expand(g.number(x, 0), Shape.of(groups));
        Map<String, Attribute> epsilon = Map.of("epsilon", Attribute.of(call.number("epsilon", 1e-5f)));
        Value normal = g.op("InstanceNormalization", epsilon, g.reshape(x, grouped), ones, zeros);
        Value scale = aChannel(g, call.in(1), x);
        return List.of(g.add(g.mul(g.reshape(normal, x.shape()), scale), aChannel(g, call.in(2), x)));
    }

    private static Value aChannel(GraphBuilder g, Value vector, Value x) {
        long times = x.dim(1) / vector.dim(0);
        Value repeated = g.expand(g.reshape(vector, vector.dim(0), 1), Shape.of(vector.dim(0), times));
        return NormalizationGradients.perChannel(g, repeated, x);
    }

    /** y = scale·x/√(mean(x²) + ε); the second result of ONNX Runtime's operator is what x is multiplied by. */
    private static List<Value> rootMeanSquare(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        int from = (int) call.integer("axis", -1);
        int[] axes =
                IntStream.range(from < 0 ? from + x.rank() : from, x.rank()).toArray();
        Value inverse = inverse(g, x, call.number("epsilon", 1e-5f), axes);
        return List.of(g.mul(g.mul(x, inverse), call.in(1)), inverse);
    }

    private static Value inverse(GraphBuilder g, Value x, double epsilon, int... axes) {
        return g.reciprocal(g.sqrt(g.add(g.mean(g.square(x), true, axes), epsilon)));
    }

    /** x divided by its norm, 0 where that is 0. */
    private static List<Value> norm(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        String operator = call.integer("p", 2) == 1 ? "ReduceL1" : "ReduceL2";
        Value norm = g.reduce(operator, x, true, (int) call.integer("axis", -1));
        return List.of(g.div(x, g.where(g.greater(norm, 0), norm, g.number(x, 1))));
    }

    /** (x − mean)/(σ + 10⁻⁹). */
    private static List<Value> meanVariance(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        long[] list = call.integers("axes", 0, 2, 3);
        int[] axes = Arrays.stream(list).mapToInt(axis -> (int) axis).toArray();
        Value centre = g.sub(x, g.mean(x, true, axes));
        Value deviation = g.sqrt(g.mean(g.square(centre), true, axes));
        return List.of(g.div(centre, g.add(deviation, 1e-9)));
    }

    /** The normalised sum of input, skip and bias; mean, 1/σ and the sum itself are further results. */
    private static List<Value> skip(GraphBuilder g, Inlining.Call call) {
        Value sum = sum(g, call, 4);
        List<Value> normal = layer(g, call, sum, call.in(2), call.in(3));
        return List.of(normal.get(0), normal.get(1), normal.get(2), sum);
    }

    private static List<Value> skipSimplified(GraphBuilder g, Inlining.Call call) {
        Value sum = sum(g, call, 3);
        Value inverse = inverse(g, sum, call.number("epsilon", 1e-12f), -1);
        return List.of(g.mul(g.mul(sum, inverse), call.in(2)), Value.ABSENT, inverse, sum);
    }

    private static Value sum(GraphBuilder g, Inlining.Call call, int bias) {
        Value sum = g.add(call.in(0), call.in(1));
        return call.has(bias) ? g.add(sum, call.in(bias)) : sum;
    }

    private static List<Value> layer(GraphBuilder g, Inlining.Call call, Value x, Value scale, Value bias) {
        Map<String, Attribute> attributes =
                Map.of("axis", Attribute.of(-1L), "epsilon", Attribute.of(call.number("epsilon", 1e-12f)));
        return bias.isAbsent()
                ? g.ops(3, "LayerNormalization", attributes, x, scale)
                : g.ops(3, "LayerNormalization", attributes, x, scale, bias);
    }

    /** Word, place and segment of each token are looked up, added and normalised. */
    private static List<Value> embed(GraphBuilder g, Inlining.Call call) {
        Value ids = call.in(0);
        Value sum = g.gather(call.in(2), ids, 0);
        Value places = call.has(8) ? call.in(8) : g.range(ids.dim(1));
        sum = g.add(sum, g.gather(call.in(3), places, 0));
        if (call.has(1)) {
            sum = g.add(sum, g.gather(call.in(4), call.in(1), 0));
        }
        Value lengths = call.has(7)
                ? g.sum(g.cast(call.in(7), ElementType.INT32), false, 1)
                : g.expand(g.constant(Tensor.scalar(ElementType.INT32, 0)), Shape.of(ids.dim(0)));
        return List.of(layer(g, call, sum, call.in(5), call.in(6)).get(0), lengths, sum);
    }
}
