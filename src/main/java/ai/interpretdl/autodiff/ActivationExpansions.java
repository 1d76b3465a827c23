package ai.interpretdl.autodiff;

import static java.util.Map.entry;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import java.util.List;
import java.util.Map;

/** Activation functions of newer operator sets and of ONNX Runtime, by their definitions. */
final class ActivationExpansions {
    private static final String MICROSOFT = "com.microsoft";

    /** An operator of one result. */
    private interface Formula {
        Value of(GraphBuilder g, Inlining.Call call, Value x);
    }

    static final Map<String, Expansion> TABLE = Map.ofEntries(
            entry("Mean", (g, call) -> List.of(mean(g, call.inputs()))),
            entry("CastLike", of((g, call, x) -> g.cast(x, call.in(1).type()))),
            entry("Celu", of((g, call, x) -> celu(g, x, call.number("alpha", 1)))),
            entry("Gelu", of((g, call, x) -> isTanh(call) ? tanhGelu(g, x) : gelu(g, x))),
            entry("Swish", of((g, call, x) -> swish(g, x, call.number("alpha", 1)))),
            entry("com.microsoft:Gelu", of((g, call, x) -> gelu(g, x))),
            entry("com.microsoft:BiasGelu", of((g, call, x) -> gelu(g, g.add(x, call.in(1))))),
            entry("com.microsoft:FastGelu", of((g, call, x) -> tanhGelu(g, call.has(1) ? g.add(x, call.in(1)) : x))),
            entry("com.microsoft:QuickGelu", of((g, call, x) -> swish(g, x, call.number("alpha", 1.702f)))));

    private ActivationExpansions() {}

    private static Expansion of(Formula formula) {
        return (g, call) -> List.of(formula.of(g, call, call.in(0)));
    }

    private static boolean isTanh(Inlining.Call call) {
        return call.text("approximate", "none").equals("tanh");
    }

    private static Value mean(GraphBuilder g, List<Value> values) {
        return g.div(g.op("Sum", values.toArray(Value[]::new)), values.size());
    }

    /** α·elu(x/α). */
    private static Value celu(GraphBuilder g, Value x, double alpha) {
        Map<String, Attribute> unit = Map.of("alpha", Attribute.of(1f));
        return g.mul(g.op("Elu", unit, g.div(x, alpha)), alpha);
    }

    /** x·Φ(x): ONNX Runtime's operator where it has one for the type. */
    static Value gelu(GraphBuilder g, Value x) {
        if (x.type() != ElementType.FLOAT) {
            return g.mul(g.mul(x, 0.5), g.add(g.erf(g.mul(x, Math.sqrt(0.5))), 1));
        }
        g.require(MICROSOFT, 1);
        return g.operation(MICROSOFT, "Gelu", List.of(x), Map.of(), Map.of(), 1).get(0);
    }

    /** x/2·(1 + tanh(√(2/π)(x + 0.044715x³))). */
    private static Value tanhGelu(GraphBuilder g, Value x) {
        Value cubic = g.mul(x, g.add(g.mul(g.square(x), 0.044715), 1));
        return g.mul(g.mul(x, 0.5), g.add(g.tanh(g.mul(cubic, Math.sqrt(2 / Math.PI))), 1));
    }

    /** x·sigmoid(αx). */
    private static Value swish(GraphBuilder g, Value x, double alpha) {
        return g.mul(x, g.sigmoid(g.mul(x, alpha)));
    }
}
