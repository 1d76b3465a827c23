package ai.interpretdl.functions.evaluate;

import ai.interpretdl.evaluate.Comprehensiveness;
import ai.interpretdl.evaluate.Evaluation;
import ai.interpretdl.evaluate.Sufficiency;
import ai.interpretdl.evaluate.TextCurves;
import ai.interpretdl.evaluate.TextInfidelity;
import ai.interpretdl.evaluate.TextUnits;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.text.Rationale;
import java.util.List;

/** Measures of explained texts: they take away tokens, words or sentences. */
final class TextMeasures {
    private TextMeasures() {}

    /** {@code spacing} (even, tiles, percentiles) and {@code steps} (20). */
    static Evaluation curves(Asked asked) {
        return new TextCurves(
                units(asked),
                asked.parameters().choice("spacing", TextCurves.Spacing.EVEN),
                asked.parameters().positive("steps", 20));
    }

    /** {@code longest} run (5). */
    static Evaluation infidelity(Asked asked) {
        return new TextInfidelity(units(asked), asked.parameters().positive("longest", 5));
    }

    /** {@code shares} of the units that make a rationale (1, 5, 10, 20 and 50 %). */
    static Evaluation comprehensiveness(Asked asked) {
        return new Comprehensiveness(units(asked), rationale(asked));
    }

    /** As {@link #comprehensiveness}. */
    static Evaluation sufficiency(Asked asked) {
        return new Sufficiency(units(asked), rationale(asked));
    }

    private static Rationale rationale(Asked asked) {
        List<Double> shares = Measures.numbers(asked.parameters(), "shares", Rationale.ERASER.shares());
        return new Rationale(shares);
    }

    private static TextUnits units(Asked asked) {
        return asked.reading()
                .orElseThrow(() -> Refusal.of("text", "is missing: this measure takes away words"))
                .units(asked.parameters());
    }
}
