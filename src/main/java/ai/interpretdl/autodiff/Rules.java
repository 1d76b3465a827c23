package ai.interpretdl.autodiff;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A table of backward rules by operator. The standard one is the derivative; others are overlays of it. */
public final class Rules {
    private static final Rule STOP = p -> {};

    private final Map<String, Rule> table;

    private Rules(Map<String, Rule> table) {
        this.table = Map.copyOf(table);
    }

    /** The derivative. */
    public static Rules derivative() {
        return Standard.TABLE;
    }

    /** A copy in which the given rules take the place of what was there. */
    public Rules with(Map<String, Rule> overlay) {
        Map<String, Rule> joined = new HashMap<>(table);
        joined.putAll(overlay);
        return new Rules(joined);
    }

    /** @throws UnsupportedOperatorException when the operator has none */
    public Rule rule(Operation operation) {
        Rule rule = table.get(operation.key());
        if (rule == null) {
            throw new UnsupportedOperatorException(operation);
        }
        return rule;
    }

    public boolean covers(String key) {
        return table.containsKey(key);
    }

    /** The operators with a rule. */
    public Set<String> operators() {
        return table.keySet();
    }

    /** Whether the operator is constant almost everywhere, so that nothing passes it backward. */
    public boolean stops(String key) {
        return table.get(key) == STOP;
    }

    private static final class Standard {
        private static final Rules TABLE = assemble();

        private static Rules assemble() {
            Map<String, Rule> table = new HashMap<>();
            ConstantOperators.NAMES.forEach(name -> table.put(name, STOP));
            table.putAll(ElementwiseGradients.TABLE);
            table.putAll(ActivationGradients.TABLE);
            table.putAll(LinearGradients.TABLE);
            table.putAll(ConvolutionGradients.TABLE);
            table.putAll(PoolingGradients.TABLE);
            table.putAll(NormalizationGradients.TABLE);
            table.putAll(ReductionGradients.TABLE);
            table.putAll(QuantizationGradients.TABLE);
            table.putAll(ShapeGradients.TABLE);
            table.putAll(IndexGradients.TABLE);
            table.putAll(Spectra.TABLE);
            return new Rules(table);
        }
    }
}
