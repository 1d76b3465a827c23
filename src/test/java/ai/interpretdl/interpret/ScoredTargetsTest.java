package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a loss and a margin are, of logits and of probabilities. */
class ScoredTargetsTest {
    private static final int WIDTH = 6;
    private static final long ROOMY = 1L << 24;
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);

    @TempDir
    Path folder;

    private Model open(Toys toy, String scores) throws IOException {
        if (!scores.isEmpty()) {
            Files.writeString(folder.resolve("toy-" + ROOMY + ".json"), "{\"scores\": \"" + scores + "\"}");
        }
        return toy.open(folder, ROWS, ROOMY);
    }

    /** Nets, what their card says, and how a row of the output becomes probabilities. */
    static Stream<Arguments> nets() {
        UnaryOperator<double[]> softmax = ScoredTargetsTest::softmax;
        UnaryOperator<double[]> sigmoid = ScoredTargetsTest::sigmoid;
        UnaryOperator<double[]> same = row -> row;
        return Stream.of(
                Arguments.of("logits", Toys.smooth(WIDTH), "", softmax),
                Arguments.of("logits by card", Toys.smooth(WIDTH), "logits", softmax),
                Arguments.of("logits each for itself", Toys.smooth(WIDTH), "multi-label", sigmoid),
                Arguments.of("softmax", Toys.gated(WIDTH), "", same),
                Arguments.of("softmax by card", Toys.gated(WIDTH), "softmax", same),
                Arguments.of("softmax, reshaped", Toys.gated(WIDTH).reshaped(3), "", same),
                Arguments.of("softmax, only the card knows", Toys.gated(WIDTH).hidden(), "softmax", same),
                Arguments.of("sigmoid", Toys.multiLabel(WIDTH), "", same),
                Arguments.of(
                        "sigmoid, only the card knows", Toys.multiLabel(WIDTH).hidden(), "sigmoid", same));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nets")
    void aLossIsTheLogarithmOfTheProbability(String name, Toys toy, String scores, UnaryOperator<double[]> form)
            throws IOException {
        try (Model model = open(toy, scores)) {
            double[][] p = rows(output(model), form);
            Explanation found = new IntegratedGradients(Baseline.zeros(), Quadrature.GAUSS_LEGENDRE, 32)
                    .interpret(model, Question.of(Map.of("x", ROWS)).about(Target.loss(1, 0)));
            assertThat(scores(found))
                    .containsExactly(new double[] {-Math.log(p[0][1]), -Math.log(p[1][0])}, within(1e-5));
            assertThat(found.tensor("score").orElseThrow())
                    .isEqualTo(new Saliency(false)
                            .interpret(model, Question.of(Map.of("x", ROWS)).about(Target.loss(1, 0)))
                            .tensor("score")
                            .orElseThrow());
        }
    }

    /** ∂(−log pₖ)/∂x = Σ (pⱼ − [j = k]) ∂zⱼ/∂x, in whichever form the output is explained. */
    @ParameterizedTest
    @EnumSource
    void theSlopeOfALossIsThatOfTheLogits(OutputKind kind) throws IOException {
        try (Model model = open(Toys.gated(WIDTH), "")) {
            double[][] p = rows(output(model), row -> row);
            double[] expected = new double[2 * WIDTH];
            for (int j = 0; j < 3; j++) {
                double[] slope = slope(model, Target.ofClass(j), OutputKind.LOGIT);
                for (int i = 0; i < expected.length; i++) {
                    expected[i] += (p[i / WIDTH][j] - (j == 2 ? 1 : 0)) * slope[i];
                }
            }
            assertThat(slope(model, Target.loss(2), kind)).containsExactly(expected, within(1e-5));
        }
    }

    private static double[] slope(Model model, Target target, OutputKind kind) {
        return new Saliency(false)
                .interpret(model, Question.of(Map.of("x", ROWS)).about(target).as(kind))
                .attributions()
                .doubles();
    }

    /** A float32 is 0 below exp(-104). */
    @Test
    void aLossOutlivesItsProbability() throws IOException {
        Tensor far = Toys.tensor(1, WIDTH, i -> 3000 * ROWS.doubles()[i]);
        try (Model model = open(Toys.gated(WIDTH), "")) {
            double[] losses = LongStream.range(0, 3)
                    .mapToDouble(k -> scores(new Saliency(false)
                            .interpret(model, Question.of(Map.of("x", far)).about(Target.loss(k))))[0])
                    .toArray();
            assertThat(Arrays.stream(losses).max().orElseThrow()).isFinite().isGreaterThan(104);
            assertThat(Arrays.stream(losses).min().orElseThrow()).isLessThan(1);
        }
    }

    /** A margin is taken of what is explained. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("nets")
    void aMarginIsADifferenceOfTheOutput(String name, Toys toy, String scores, UnaryOperator<double[]> form)
            throws IOException {
        try (Model model = open(toy, scores)) {
            Question question = Question.of(Map.of("x", ROWS)).about(Target.margin(1, 0));
            double[][] raw = rows(output(model), row -> row);
            double[][] p = rows(output(model), form);
            assertThat(scores(new Saliency(false).interpret(model, question.as(OutputKind.RAW))))
                    .containsExactly(new double[] {raw[0][1] - raw[0][0], raw[1][1] - raw[1][0]}, within(1e-6));
            assertThat(scores(new Saliency(false).interpret(model, question.as(OutputKind.PROBABILITY))))
                    .containsExactly(new double[] {p[0][1] - p[0][0], p[1][1] - p[1][0]}, within(1e-6));
        }
    }

    static Stream<Arguments> squashed() {
        DoubleUnaryOperator each = p -> Math.log(p / (1 - p));
        return Stream.of(
                Arguments.of("softmax", Toys.gated(WIDTH), (DoubleUnaryOperator) Math::log),
                Arguments.of("softmax, reshaped", Toys.gated(WIDTH).reshaped(3), (DoubleUnaryOperator) Math::log),
                Arguments.of("softmax, folded", Toys.gated(WIDTH).reshaped(3, 1), (DoubleUnaryOperator) Math::log),
                Arguments.of("sigmoid, folded", Toys.multiLabel(WIDTH).reshaped(3, 1), each));
    }

    /** Logits are known from the probabilities up to a number that a difference does not see. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("squashed")
    void logitsAreInTheShapeOfTheOutput(String name, Toys toy, DoubleUnaryOperator inverse) throws IOException {
        try (Model model = open(toy, "")) {
            Question question =
                    Question.of(Map.of("x", ROWS)).about(Target.margin(1, 0)).as(OutputKind.LOGIT);
            assertThat(Inquiry.of(model, question).output().shape())
                    .isEqualTo(output(model).shape());
            double[][] z =
                    rows(output(model), row -> Arrays.stream(row).map(inverse).toArray());
            assertThat(scores(new Saliency(false).interpret(model, question)))
                    .containsExactly(new double[] {z[0][1] - z[0][0], z[1][1] - z[1][0]}, within(1e-5));
        }
    }

    /** A class of maps is the sum over their places, at each of which the classes compete. */
    @Test
    void probabilitiesOfMapsAreTakenAtEachPlace() {
        Tensor pictures = Tensor.of(Toys.tensor(2, 36, i -> Math.sin(3.0 * i)).floats(), 2, 1, 6, 6);
        try (Model model = Toys.maps().open(folder, pictures, ROOMY)) {
            double[] z = Objects.requireNonNull(
                            model.infer(Map.of("x", pictures)).get("out"))
                    .doubles();
            double[] expected = new double[2];
            for (int i = 0; i < 2 * 16; i++) {
                int first = i / 16 * 48 + i % 16;
                expected[i / 16] += softmax(new double[] {z[first], z[first + 16], z[first + 32]})[1];
            }
            Question question = Question.of(Map.of("x", pictures)).as(OutputKind.PROBABILITY);
            assertThat(scores(new Saliency(false).interpret(model, question.about(Target.ofClass(1)))))
                    .containsExactly(expected, within(1e-5));
            // at each place all classes together have 1
            assertThat(scores(new Saliency(false).interpret(model, question.about(Target.sum()))))
                    .containsExactly(new double[] {16, 16}, within(1e-5));
            Question elsewhere = question.about(new Target.OfClass(List.of(0L), -1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Saliency(false).interpret(model, elsewhere))
                    .withMessageContaining("target has its classes along axis 3");
        }
    }

    @Test
    void numbersThatAreNoClassesHaveNoLoss() throws IOException {
        try (Model model = open(Toys.smooth(WIDTH), "regression")) {
            Question question = Question.of(Map.of("x", ROWS)).about(Target.loss(0));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Saliency(false).interpret(model, question))
                    .withMessageContaining("a loss is defined on an output of [N, classes]")
                    .withMessageContaining("regression");
        }
    }

    @Test
    void numbersThatAreNoClassesHaveNoProbability() throws IOException {
        try (Model model = open(Toys.smooth(WIDTH), "regression")) {
            Question question = Question.of(Map.of("x", ROWS)).as(OutputKind.PROBABILITY);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Saliency(false).interpret(model, question))
                    .withMessageContaining("has no probabilities")
                    .withMessageContaining("regression; ask for output raw");
        }
    }

    private static Tensor output(Model model) {
        return Objects.requireNonNull(model.infer(Map.of("x", ROWS)).get(model.defaultOutput()));
    }

    private static double[][] rows(Tensor output, UnaryOperator<double[]> form) {
        return Stream.of(output.rows(0, 1), output.rows(1, 2))
                .map(row -> form.apply(row.doubles()))
                .toArray(double[][]::new);
    }

    private static double[] scores(Explanation found) {
        return found.tensor("score").orElseThrow().doubles();
    }

    private static double[] softmax(double[] logits) {
        double total = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(z -> Math.exp(z) / total).toArray();
    }

    private static double[] sigmoid(double[] logits) {
        return Arrays.stream(logits).map(z -> 1 / (1 + Math.exp(-z))).toArray();
    }
}
