package ai.interpretdl.interpret.attention;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Together;
import ai.interpretdl.interpret.attention.GenericAttention.Heads;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.LayerGradient;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.Rounding;
import ai.interpretdl.testing.WatchedEngine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attention shares a program with whatever explains the same, and says in it what it says alone. */
class AttentionTogetherTest {
    private static final Path MODELS = Path.of("..", "models");
    private static final AttentionAttribution ROLLOUT = new Rollout(Scope.all());
    private static final AttentionAttribution GENERIC = new GenericAttention(Scope.all(), Heads.AFTER_PRODUCT);
    private static final AttentionAttribution SAMPLED = new TransitionAttentionMaps(Scope.all(), 3);

    private static final Question PICTURES = Question.of(Map.of("image", wave(2, 1, 42, 42)));
    private static final Question SENTENCE = Question.of(Map.of(
            "input_ids", Tensor.of(new long[] {11, 40, 73, 66, 51, 12}, 1, 6),
            "attention_mask", Tensor.of(new long[] {1, 1, 1, 1, 1, 1}, 1, 6),
            "token_type_ids", Tensor.of(new long[6], 1, 6)));
    private static final Question PAIR = Question.of(Map.of(
                    "image", wave(1, 1, 4, 6),
                    "ids", Tensor.of(new long[] {3, 1, 4, 1, 5}, 1, 5)))
            .about(Target.ofClass(0));

    @TempDir
    Path folder;

    private int runs;

    private static Tensor wave(long... dims) {
        float[] values = new float[Math.toIntExact(LongStream.of(dims).reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 + 0.5 * Math.sin(0.37 * i));
        }
        return Tensor.of(values, dims);
    }

    private Model open(Path file) {
        WatchedEngine engine = new WatchedEngine(new OrtEngine(Device.cpu()), source -> runs++, () -> {});
        return Model.open(
                file,
                new Model.Environment(engine, new OrtOracle(), Device.cpu().rules()));
    }

    /** @param programs that the model is run by for all of them */
    private List<Explanation> isAsEachAlone(
            Model model, Question question, int programs, List<Interpretation> algorithms) {
        runs = 0;
        List<Explanation> together = Together.interpret(model, question, algorithms);
        assertThat(runs).isEqualTo(programs);
        for (int i = 0; i < algorithms.size(); i++) {
            Explanation alone = algorithms.get(i).interpret(model, question);
            Rounding.same(together.get(i).tensors(), alone.tensors());
            assertThat(together.get(i).predicted()).isEqualTo(alone.predicted());
            assertThat(together.get(i).quality().answerId())
                    .isEqualTo(alone.quality().answerId());
        }
        return together;
    }

    @Test
    void mapsOfAVisionTransformerAreOneProgram() {
        try (Model model = open(MODELS.resolve("fashion-vit.onnx"))) {
            isAsEachAlone(
                    model,
                    PICTURES,
                    1,
                    List.of(ROLLOUT, new GradCam(MapView.raw(model.defaultLayer())), GENERIC, new Saliency(false)));
        }
    }

    @Test
    void tokensOfATextAreOneProgram() {
        try (Model model = open(MODELS.resolve("minilm-sentiment.onnx"))) {
            Optional<String> layer = Optional.of(model.layer("*layer.1*"));
            isAsEachAlone(model, SENTENCE, 1, List.of(GENERIC, new Saliency(false), new LayerGradient(layer), ROLLOUT));
        }
    }

    /** The attributions of a gradient are of the picture alone; attention tells of both towers. */
    @Test
    void whatExplainsPictureAndTextSharesAProgramOfItsOwn() {
        try (Model model = open(TransformerFile.ofPairs(folder))) {
            List<Explanation> answers =
                    isAsEachAlone(model, PAIR, 2, List.of(ROLLOUT, new Saliency(false), GENERIC, new InputXGradient()));
            assertThat(answers.get(0).tensors()).containsKeys("attributions.image", "attributions.ids");
            assertThat(answers.get(1).tensors()).doesNotContainKey("attributions.ids");
            isAsEachAlone(model, PAIR.explaining(List.of("image")), 1, List.of(ROLLOUT, new Saliency(false), GENERIC));
        }
    }

    @Test
    void whatFollowsALineIsAskedAlone() {
        try (Model model = open(MODELS.resolve("fashion-vit.onnx"))) {
            isAsEachAlone(model, PICTURES, 2, List.of(ROLLOUT, SAMPLED, GENERIC));
        }
    }

    @Test
    void eachOfTheTopClassesHasTheMapThatItHasAlone() {
        try (Model model = open(MODELS.resolve("fashion-vit.onnx"))) {
            Question question = PICTURES.with(Map.of("image", wave(1, 1, 42, 42)));
            List<Explanation> both =
                    Together.interpret(model, question.about(new Target.Top(2)), List.of(ROLLOUT, GENERIC));
            long[] targets = both.get(1).tensor("targets").orElseThrow().longs();
            double[][] maps = new double[2][];
            for (int rank = 0; rank < 2; rank++) {
                Question alone = question.about(Target.ofClass(targets[rank]));
                maps[rank] = ofRank(rank, both.get(1));
                assertThat(maps[rank])
                        .containsExactly(
                                GENERIC.interpret(model, alone).attributions().doubles());
                assertThat(ofRank(rank, both.get(0)))
                        .containsExactly(
                                ROLLOUT.interpret(model, alone).attributions().doubles());
            }
            assertThat(maps[0]).isNotEqualTo(maps[1]);
        }
    }

    private static double[] ofRank(int rank, Explanation answer) {
        Tensor maps = answer.attributions();
        assertThat(maps.shape().dims()).containsExactly(1, 2, 42, 42);
        return Arrays.copyOfRange(maps.doubles(), rank * 42 * 42, (rank + 1) * 42 * 42);
    }
}
