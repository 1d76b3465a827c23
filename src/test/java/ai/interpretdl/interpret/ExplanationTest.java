package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {
    private static final Quality INNER = new Quality("cpu", 0, 0, true, 0, "model", "inner", 1);

    /** Numbers that are none are counted among what an answer shows, not among what it was made of. */
    @Test
    void whatIsMadeOfAnAnswerCountsItsOwnNumbers() {
        Tensor one = Tensor.of(new float[] {1, Float.NaN, 2, 3}, 1, 4);
        Explanation inner = new Explanation("saliency", Map.of("attributions.x", one), List.of(), INNER);
        Tensor none = Tensor.of(new float[] {1, 2}, 1, 2);
        Tensor two = Tensor.of(new float[] {Float.NEGATIVE_INFINITY, 0, Float.NaN}, 1, 3);
        Interpretation outer = new Saliency(true);
        assertThat(inner.then(outer, Map.of("attributions", none)).quality().nonFinite())
                .isZero();
        assertThat(inner.then(outer, Map.of("attributions", two)).quality().nonFinite())
                .isEqualTo(2);
        assertThat(inner.then(outer, Map.of("attributions", none, "agreement", two))
                        .quality()
                        .nonFinite())
                .isZero();
    }

    /** Rounds are averaged: a number that is none in the second round is none in the mean. */
    @Test
    void roundsCountTheNumbersOfTheirMean(@TempDir Path folder) {
        Tensor row = Toys.tensor(1, 4, i -> i);
        try (Model model = Toys.linear(new double[] {1, 2, 3, 4}).open(folder, row, 1L << 24)) {
            Explanation found = new Anytime(new Failing(), 2, 10, 0).interpret(model, Question.of(Map.of("x", row)));
            assertThat(found.attributions().floats()[0]).isNaN();
            assertThat(found.quality().nonFinite()).isEqualTo(1);
        }
    }

    /** Its first seed gives 1, the next none. */
    private record Failing() implements Interpretation {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Explanation interpret(Model model, Question question) {
            float value = question.run().seed() == 0 ? 1 : Float.NaN;
            Tensor only = Tensor.of(new float[] {value}, 1, 1);
            return Inquiry.of(model, question).answer(name(), this, Map.of("attributions", only));
        }
    }
}
