package ai.interpretdl.interpret.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.attention.GenericAttention.Heads;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.AttentionMap;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.ScoreKind;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported networks, and a trained one. */
class RealAttentionTest {
    private static final Path MINILM = Path.of("..", "models", "minilm-sentiment.onnx");
    private static final double STEP = 1e-2;

    /** Along a wave in every layer's attention: the gradient's slope, and the central difference. */
    @ParameterizedTest
    @ValueSource(strings = {"vit-dynamic", "bert-dynamic", "gpt-dynamic"})
    void theGradientOfAttentionIsTheSlope(String export) {
        ExportFixture fixture = ExportFixture.named(export);
        try (Model model = InterpretDl.open(fixture.file(), Device.cpu())) {
            var subject = model.subject(
                    fixture.reference().row(1),
                    model.seams(),
                    model.defaultOutput(),
                    OutputKind.RAW,
                    ScoreKind.LOGITS,
                    fixture.reference().score().axis() == 1 ? Target.ofClass(1) : Target.cell(2, 1));
            var slopes = model.engine()
                    .run(Engine.source(subject, RealAttentionTest::slopes), Engine.Run.seeded(0))
                    .outputs();
            for (int l = 0; l < 2; l++) {
                double difference = number(slopes, "difference." + l);
                assertThat(Math.abs(difference)).isGreaterThan(1e-4);
                // the difference of two float32 scores over 2·STEP, and its error of STEP²
                assertThat(number(slopes, "gradient." + l))
                        .isCloseTo(difference, within(1e-4 + 2e-2 * Math.abs(difference)));
            }
        }
    }

    private static double number(Map<String, Tensor> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name)).doubles()[0];
    }

    private static Map<String, Expr> slopes(Explained f) {
        Map<String, Expr> slopes = new HashMap<>();
        var maps = f.attention(f.input());
        var gradients = f.attentionGradients(f.input(), maps);
        for (int l = 0; l < maps.size(); l++) {
            AttentionMap map = maps.get(l);
            Expr wave = wave(gradients.get(l));
            Explained above = f.above(map.name());
            Expr own = f.activation(map.name(), f.input());
            Expr step = wave.times(STEP).reshape(own.shape().dims());
            Expr difference = above.score(own.plus(step)).minus(above.score(own.minus(step)));
            slopes.put("difference." + l, difference.over(2 * STEP));
            slopes.put("gradient." + l, gradients.get(l).times(wave).sum());
        }
        return slopes;
    }

    private static Expr wave(Expr like) {
        float[] values = new float[Math.toIntExact(like.shape().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(2.7 * i);
        }
        return like.constant(Tensor.of(values, like.shape().dims()));
    }

    /** "the food was great": [CLS] … [SEP], with or without two padding tokens behind. */
    private static Map<String, Tensor> sentence(int padding) {
        long[] ids = Arrays.copyOf(new long[] {101 % 90, 40, 73, 66, 51, 102 % 90}, 6 + padding);
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 0, 6, 1);
        return Map.of(
                "input_ids", Tensor.of(ids, 1, ids.length),
                "attention_mask", Tensor.of(mask, 1, ids.length),
                "token_type_ids", Tensor.of(new long[ids.length], 1, ids.length));
    }

    @Test
    void paddingDoesNotCountAndDoesNotChangeTheRest() {
        try (Model model = InterpretDl.open(MINILM, Device.cpu())) {
            for (AttentionAttribution algorithm : TransformersTest.algorithms()) {
                double[] padded =
                        of(algorithm, model, sentence(2)).attributions().doubles();
                double[] bare = of(algorithm, model, sentence(0)).attributions().doubles();
                double largest = Arrays.stream(bare).map(Math::abs).max().orElseThrow();
                assertThat(largest).as(algorithm.name()).isPositive();
                double[] expected = Arrays.copyOf(bare, bare.length + 2);
                // the vocabulary's embeddings are float16, the rest is float32
                assertThat(padded).as(algorithm.name()).containsExactly(expected, within(1e-4 * largest));
            }
        }
    }

    private static Explanation of(AttentionAttribution algorithm, Model model, Map<String, Tensor> inputs) {
        return algorithm.interpret(model, Question.of(inputs).about(Target.ofClass(1)));
    }

    @Test
    void aTrainedModelHasThreeLayersOfTwelveHeads() {
        try (Model model = InterpretDl.open(MINILM, Device.cpu())) {
            double[] rollout = of(new Rollout(Scope.all()), model, sentence(0))
                    .attributions("input_ids")
                    .doubles();
            assertThat(rollout).hasSize(6);
            assertThat(Arrays.stream(rollout).sum()).isCloseTo(1, within(1e-5));
            double[] last = of(new GenericAttention(Scope.all().from(2), Heads.AFTER_PRODUCT), model, sentence(0))
                    .attributions()
                    .doubles();
            assertThat(of(new GenericAttention(Scope.all().from(-1), Heads.AFTER_PRODUCT), model, sentence(0))
                            .attributions()
                            .doubles())
                    .containsExactly(last);
        }
    }
}
