package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The activation functions that a recurrent layer names in its attributes. */
final class RecurrentActivations {
    private static final Set<String> WITH_ALPHA =
            Set.of("affine", "leakyrelu", "thresholdedrelu", "scaledtanh", "hardsigmoid", "elu");
    private static final Set<String> WITH_BETA = Set.of("affine", "scaledtanh", "hardsigmoid");

    private RecurrentActivations() {}

    /** Those of one direction: f, g, h of an LSTM, f and g of a GRU, f of an RNN. */
    static List<UnaryOperator<Value>> of(GraphBuilder g, Inlining.Call call, int direction, int gates) {
        List<String> usual = usual(gates);
        List<String> names = call.texts("activations");
        Iterator<Float> alphas = call.numbers("activation_alpha").iterator();
        Iterator<Float> betas = call.numbers("activation_beta").iterator();
        List<UnaryOperator<Value>> functions = new ArrayList<>();
        int first = direction * usual.size();
        for (int i = 0; i < first + usual.size(); i++) {
            String name = i < names.size() ? names.get(i).toLowerCase(Locale.ROOT) : usual.get(i % usual.size());
            float alpha = WITH_ALPHA.contains(name) && alphas.hasNext() ? alphas.next() : alpha(name);
            float beta = WITH_BETA.contains(name) && betas.hasNext() ? betas.next() : beta(name);
            if (i >= first) {
                functions.add(x -> activated(g, call, name, alpha, beta, x));
            }
        }
        return functions;
    }

    private static List<String> usual(int gates) {
        return switch (gates) {
            case 4 -> List.of("sigmoid", "tanh", "tanh");
            case 3 -> List.of("sigmoid", "tanh");
            default -> List.of("tanh");
        };
    }

    private static float alpha(String name) {
        return switch (name) {
            case "leakyrelu" -> 0.01f;
            case "hardsigmoid" -> 0.2f;
            default -> 1;
        };
    }

    private static float beta(String name) {
        return switch (name) {
            case "hardsigmoid" -> 0.5f;
            case "scaledtanh" -> 1;
            default -> 0;
        };
    }

    private static Value activated(GraphBuilder g, Inlining.Call call, String name, float alpha, float beta, Value x) {
        return switch (name) {
            case "sigmoid" -> g.sigmoid(x);
            case "tanh" -> g.tanh(x);
            case "relu" -> g.relu(x);
            case "softsign" -> g.op("Softsign", x);
            case "softplus" -> g.op("Softplus", x);
            case "affine" -> g.add(g.mul(x, alpha), beta);
            case "scaledtanh" -> g.mul(g.tanh(g.mul(x, beta)), alpha);
            case "hardsigmoid" -> g.hardSigmoid(x, alpha, beta);
            case "leakyrelu" -> g.op("LeakyRelu", Map.of("alpha", Attribute.of(alpha)), x);
            case "thresholdedrelu" -> g.op("ThresholdedRelu", Map.of("alpha", Attribute.of(alpha)), x);
            case "elu" -> g.op("Elu", Map.of("alpha", Attribute.of(alpha)), x);
            default -> throw call.unsupported("activation " + name + " is unknown");
        };
    }
}
