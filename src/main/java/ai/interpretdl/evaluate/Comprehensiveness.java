package ai.interpretdl.evaluate;

import ai.interpretdl.text.Rationale;

/**
 * How much of a score is lost without the units that the attributions call the most relevant: high means that nothing else supports it.
 *
 * <p>DeYoung et al., 2020, ERASER, arXiv:1911.03429, section 4, averaged over several lengths of the rationale (AOPC). One forward pass a
 * length and one for the text.
 *
 * @param units what is taken away
 * @param rationale the lengths
 */
public record Comprehensiveness(TextUnits units, Rationale rationale) implements Evaluation {
    @Override
    public String name() {
        return "comprehensiveness";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return RationaleLoss.of(claim, name(), units, rationale, rationale::removed);
    }
}
