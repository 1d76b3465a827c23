package ai.interpretdl.evaluate;

import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.Rationale;
import java.util.Arrays;
import java.util.function.Function;

/** What comprehensiveness and sufficiency share: the mean loss of score over rows of switches. */
final class RationaleLoss {
    private RationaleLoss() {}

    /** @param switches from the attributions of a row's units */
    static Evaluated of(
            Claim claim, String name, TextUnits units, Rationale rationale, Function<double[], Tensor> switches) {
        Answer answer = new Answer(name);
        for (int row = 0; row < units.rows().size(); row++) {
            double[] scores = units.scores(claim, row, TextUnits.withWhole(switches.apply(units.values(claim, row))));
            answer.number(name, rationale.aggregate(scores[0], Arrays.copyOfRange(scores, 1, scores.length)));
        }
        return answer.done();
    }
}
