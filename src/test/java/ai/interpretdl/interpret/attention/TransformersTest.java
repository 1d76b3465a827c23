package ai.interpretdl.interpret.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.evaluate.Claim;
import ai.interpretdl.evaluate.SeedStability;
import ai.interpretdl.evaluate.SensitivityMax;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.attention.BidirectionalTransformer.Perception;
import ai.interpretdl.interpret.attention.GenericAttention.Heads;
import ai.interpretdl.interpret.attention.TransformerFile.Form;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same network gets the same answers in every form that it is written in, and two towers do not mix. */
class TransformersTest {
    private static final int TOKENS = 5;
    private static final GenericAttention PATCHES =
            new GenericAttention(Scope.all().byPatches(), Heads.AFTER_PRODUCT);
    private static final Tensor ROWS = wave(3, TOKENS, TransformerFile.WIDTH);

    @TempDir
    Path folder;

    static List<AttentionAttribution> algorithms() {
        return List.of(
                new Rollout(Scope.all()),
                new TransitionAttentionMaps(Scope.all(), 4),
                new GenericAttention(Scope.all(), Heads.AFTER_PRODUCT),
                new GenericAttention(Scope.all(), Heads.BEFORE_PRODUCT),
                new BidirectionalTransformer(Scope.all(), Perception.HEAD, 4),
                new AttentionXGradient(Scope.all(), false),
                new AttentionXGradient(Scope.all(), true));
    }

    static Stream<Arguments> forms() {
        return algorithms().stream()
                .flatMap(algorithm -> Stream.of(Form.values())
                        .filter(form -> form != Form.SPELLED)
                        .map(form -> Arguments.of(form, algorithm)));
    }

    private static Tensor wave(long... dims) {
        float[] values = new float[Math.toIntExact(LongStream.of(dims).reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(0.9 * i + 0.2);
        }
        return Tensor.of(values, dims);
    }

    private double[] of(Form form, AttentionAttribution algorithm) {
        return of(form, algorithm, ROWS);
    }

    private double[] of(Form form, AttentionAttribution algorithm, Tensor rows) {
        try (Model model = InterpretDl.open(TransformerFile.ofVectors(form, TOKENS, folder), Device.cpu())) {
            Question question = Question.of(Map.of("x", rows)).about(Target.ofClass(1));
            return algorithm.interpret(model, question).attributions().doubles();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("forms")
    void theFormDoesNotMatter(Form form, AttentionAttribution algorithm) {
        double[] spelled = of(Form.SPELLED, algorithm);
        double largest = Arrays.stream(spelled).map(Math::abs).max().orElseThrow();
        assertThat(largest).isPositive();
        assertThat(of(form, algorithm)).containsExactly(spelled, within(1e-5 * largest));
    }

    @ParameterizedTest
    @EnumSource(names = {"SPELLED", "FOLDED", "STANDARD", "MULTI_HEAD", "FUSED"})
    void theTokenVariantIsTheSameInEveryForm(Form form) {
        AttentionAttribution token = new BidirectionalTransformer(Scope.all(), Perception.TOKEN, 4);
        assertThat(of(form, token)).containsExactly(of(Form.SPELLED, token), within(1e-5));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void otherRowsDoNotMatter(AttentionAttribution algorithm) {
        double[] together = of(Form.FOLDED, algorithm);
        double[] alone = of(Form.FOLDED, algorithm, ROWS.rows(1, 2));
        assertThat(Arrays.copyOfRange(together, TOKENS, 2 * TOKENS)).containsExactly(alone, within(1e-5));
    }

    private Explanation pair(List<String> explain) {
        try (Model model = InterpretDl.open(TransformerFile.ofPairs(folder), Device.cpu())) {
            return PATCHES.interpret(model, aboutPair(explain));
        }
    }

    private static Question aboutPair(List<String> explain) {
        return Question.of(Map.of("image", wave(1, 1, 4, 6), "ids", Tensor.of(new long[] {3, 1, 4, 1, 5}, 1, 5)))
                .about(Target.ofClass(0))
                .explaining(explain);
    }

    @Test
    void aPictureAndATextAreMeasuredTogether() {
        try (Model model = InterpretDl.open(TransformerFile.ofPairs(folder), Device.cpu())) {
            Claim both = Claim.of(model, aboutPair(List.of()), PATCHES);
            Claim picture = Claim.of(model, aboutPair(List.of("image")), PATCHES);
            assertThat(new SeedStability(2).evaluate(both).number(0)).isCloseTo(1, within(1e-9));
            SensitivityMax measure = new SensitivityMax(0.05, 4);
            double ofPicture = measure.evaluate(picture).number(0);
            assertThat(ofPicture).isPositive();
            // the words move too
            assertThat(measure.evaluate(both).number(0)).isPositive().isNotEqualTo(ofPicture);
        }
    }

    @Test
    void aPictureAndATextAreExplainedEachByItsTower() {
        Explanation both = pair(List.of());
        assertThat(both.attributions("image").shape().dims()).containsExactly(1, 2, 3);
        assertThat(both.attributions("ids").shape().dims()).containsExactly(1, 5);
        assertThat(pair(List.of("image")).attributions().doubles())
                .containsExactly(both.attributions("image").doubles());
        assertThat(pair(List.of("ids")).attributions().doubles())
                .containsExactly(both.attributions("ids").doubles());
    }

    @Test
    void theLastWordIsReadWhereTheModelReadsIt() {
        double[] words = pair(List.of("ids")).attributions().doubles();
        // what the token is itself, from the identity that relevance starts with
        assertThat(words[4]).isGreaterThan(1);
        for (int i = 0; i < 4; i++) {
            assertThat(words[i]).isBetween(0.0, 1.0);
        }
    }
}
