package ai.interpretdl.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators that are spelled out in others before anything is differentiated. */
final class Expansions {
    static final Map<String, Expansion> TABLE = new HashMap<>();

    static {
        TABLE.put("Constant", (g, call) -> List.of(g.constant(call.tensor("value"))));
        TABLE.put("Dropout", (g, call) -> List.of(call.in(0)));
        TABLE.putAll(ControlFlowExpansions.TABLE);
        TABLE.putAll(ActivationExpansions.TABLE);
        TABLE.putAll(NormalizationExpansions.TABLE);
        TABLE.putAll(FusedExpansions.TABLE);
        TABLE.putAll(AttentionExpansions.TABLE);
        TABLE.putAll(RotaryExpansions.TABLE);
        TABLE.putAll(LossExpansions.TABLE);
        TABLE.putAll(RecurrentExpansions.TABLE);
        TABLE.putAll(SpatialExpansions.TABLE);
        TABLE.putAll(IndexExpansions.TABLE);
        TABLE.putAll(SequenceExpansions.TABLE);
    }

    private Expansions() {}
}
