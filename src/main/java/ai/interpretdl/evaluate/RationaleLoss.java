package ai.interpretdl.evaluate;

import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.Rationale;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What comprehensiveness and sufficiency share: the mean loss of score over rows of switches. */
final class RationaleLoss {
    private RationaleLoss() {}

    /** @param switches from the attributions of a row's units */
    static Evaluated of(
            Claim claim, String name, TextUnits units, Rationale rationale, Function<double[], Tensor> switches) {
        Answer answer = new Answer(name);
        List<Tensor> all = IntStream.range(0, units.rows().size())
                .mapToObj(row -> TextUnits.withWhole(switches.apply(units.values(claim, row))))
                .toList();
        for (double[] scores : units.scores(claim, all)) {
            answer.number(name, rationale.aggregate(scores[0], Arrays.copyOfRange(scores, 1, scores.length)));
        }
        return answer.done();
    }
}
