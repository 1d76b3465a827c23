package ai.interpretdl.autodiff;

import static java.util.Map.entry;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Losses of a classification, by their definitions. */
final class LossExpansions {
    static final Map<String, Expansion> TABLE = Map.ofEntries(
            entry("NegativeLogLikelihoodLoss", (g, call) -> List.of(likelihood(g, call, call.in(0)))),
            entry("SoftmaxCrossEntropyLoss", LossExpansions::crossEntropy));

    private LossExpansions() {}

    private static List<Value> crossEntropy(GraphBuilder g, Inlining.Call call) {
        Value logarithm = g.op("LogSoftmax", Map.of("axis", Attribute.of(1L)), call.in(0));
        return List.of(likelihood(g, call, logarithm), logarithm);
    }

    /** −Σ w[t]·x[t] over the targets t, or its mean by weight, or each. The classes are along axis 1. */
    private static Value likelihood(GraphBuilder g, Inlining.Call call, Value x) {
        Value target = g.cast(call.in(1), ElementType.INT64);
        Value hit = g.equal(g.reshape(target, classes(target, 1)), classNumbers(g, x));
        Value each = g.neg(g.sum(g.where(hit, x), false, 1));
        Value weight = weights(g, call, x, target, hit);
        Value loss = g.mul(each, weight);
        int[] all = Arithmetic.axesBut(loss.rank());
        return switch (call.text("reduction", "mean")) {
            case "none" -> loss;
            case "sum" -> g.sum(loss, false, all);
            default -> g.div(g.sum(loss, false, all), g.sum(weight, false, all));
        };
    }

    /** The weight of each target's class, 0 for targets that are to be ignored. */
    private static Value weights(GraphBuilder g, Inlining.Call call, Value x, Value target, Value hit) {
        Value given = call.has(2) ? NormalizationGradients.perChannel(g, call.in(2), x) : g.number(x, 1);
        Value weight = g.sum(g.where(hit, g.expand(given, x.shape())), false, 1);
        boolean ignores = call.node().attributes().containsKey("ignore_index");
        Value ignored = g.constant(Tensor.scalar(call.integer("ignore_index", -1)));
        return ignores ? g.where(g.not(g.equal(target, ignored)), weight) : weight;
    }

    /** A target's shape with an axis for the classes. */
    private static Shape classes(Value target, long length) {
        return Shape.of(target.dim(0), length).concat(target.shape().slice(1, target.rank()));
    }

    private static Value classNumbers(GraphBuilder g, Value x) {
        long[] dims = new long[x.rank()];
        Arrays.fill(dims, 1);
        dims[1] = x.dim(1);
        return g.reshape(g.range(x.dim(1)), dims);
    }
}
