package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.FeatureOcclusion;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.input.PartitionShap;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.Encoding;
import ai.interpretdl.text.Granularity;
import ai.interpretdl.text.Replacement;
import ai.interpretdl.text.Spans;
import ai.interpretdl.text.SpecialToken;
import ai.interpretdl.text.TextPerturbation;
import ai.interpretdl.text.TextReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of explained texts on the models that we ship. */
class TextLawsTest {
    private static final Path MODELS = Path.of("..", "models");
    private static final Model MINI_LM = InterpretDl.open(MODELS.resolve("minilm-sentiment.onnx"), Device.cpu());
    private static final Model TEXT_CNN = InterpretDl.open(MODELS.resolve("textcnn.onnx"), Device.cpu());
    private static final String IDS = "attributions.input_ids";

    @AfterAll
    static void close() {
        MINI_LM.close();
        TEXT_CNN.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"saliency", "input-x-gradient", "integrated-gradients"})
    void paddingChangesNothing(String name) {
        Interpretation algorithm = List.<Interpretation>of(
                        new Saliency(false),
                        new InputXGradient(),
                        new IntegratedGradients(Baseline.zeros(), Quadrature.GAUSS_LEGENDRE, 5))
                .stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<String> texts = List.of("Terrible!", "The battery lasts for days and the unaffable screen is bright.");
        TextReader reader = reader(MINI_LM);
        Tensor together = explain(algorithm, MINI_LM, texts).attributions();
        int width = Math.toIntExact(together.shape().dim(1));
        for (int row = 0; row < texts.size(); row++) {
            double[] alone = explain(algorithm, MINI_LM, List.of(texts.get(row)))
                    .attributions()
                    .doubles();
            double[] padded = together.rows(row, row + 1).doubles();
            assertThat(Arrays.copyOf(padded, alone.length)).containsExactly(alone, within(1e-5));
            assertThat(Arrays.copyOfRange(padded, alone.length, width))
                    .containsExactly(new double[width - alone.length]);
        }
        assertThat(reader.encode(texts).get(0).length()).isEqualTo(width);
    }

    /** The three lines start at nothing, at a text of padding and at a text of masks; all special tokens stay. */
    @ParameterizedTest
    @CsvSource({"zero", "PAD", "MASK"})
    void integratedGradientsSumToTheChangeInScore(String start) {
        List<String> texts = List.of("The acting was terrible, but I loved the music.", "Excellent value.");
        Baseline baseline =
                start.equals("zero") ? Baseline.zeros() : filled(MINI_LM, texts, SpecialToken.valueOf(start));
        Explanation found = explain(new IntegratedGradients(baseline, Quadrature.GAUSS_LEGENDRE, 50), MINI_LM, texts);
        double[] score = found.tensor("score").orElseThrow().doubles();
        double[] from = found.tensor("baseline_score").orElseThrow().doubles();
        double[] delta = found.tensor("completeness_delta").orElseThrow().doubles();
        for (int row = 0; row < texts.size(); row++) {
            // the net is smooth: what 50 points miss is far below the change that they explain
            assertThat(Math.abs(delta[row])).isLessThan(0.01 * Math.abs(score[row] - from[row]));
        }
        if (!start.equals("zero")) {
            long[] ids = reader(MINI_LM)
                    .tensors(reader(MINI_LM).encode(texts))
                    .get("input_ids")
                    .longs();
            double[] attributions = found.attributions().doubles();
            assertThat(attributions[0]).as("[CLS] does not move").isZero();
            assertThat(ids).hasSameSizeAs(attributions);
        }
    }

    /** 128 steps of a recurrent net are a graph of 34,000 nodes, which has to open in seconds. */
    @Test
    void deepLiftSumsToTheChangeInScoreThroughARecurrentNet() {
        try (Model model = InterpretDl.open(MODELS.resolve("bilstm.onnx"), Device.cpu())) {
            Explanation found = explain(new DeepLift(Baseline.zeros()), model, List.of("It was a terrible product."));
            assertThat(found.tensor("completeness_delta").orElseThrow().doubles()[0])
                    .isCloseTo(0, within(1e-4));
        }
    }

    /** Relevance neither grows on its way down nor forgets what decides. */
    @Test
    void attentionsRelevanceStaysInBounds() {
        List<String> texts = List.of("A terrible, boring film.");
        double[] numbers = explain(new Lrp(Lrp.Composite.ATTENTION, 1e-6, 0.25), MINI_LM, texts)
                .attributions()
                .doubles();
        assertThat(numbers[2]).as("terrible").isBetween(0.5, 5.0);
        for (double number : numbers) {
            assertThat(Math.abs(number)).isLessThanOrEqualTo(numbers[2]);
        }
    }

    /** One step, from wherever it starts; at a zero embedding the first normalisation sees a row without any deviation. */
    @ParameterizedTest
    @CsvSource({"zero", "PAD", "MASK"})
    void deepLiftSumsToTheChangeInScore(String start) {
        List<String> texts = List.of("The acting was terrible, but I loved the music.", "Excellent value.");
        Baseline baseline =
                start.equals("zero") ? Baseline.zeros() : filled(MINI_LM, texts, SpecialToken.valueOf(start));
        Explanation found = explain(new DeepLift(baseline), MINI_LM, texts);
        assertThat(found.tensor("completeness_delta").orElseThrow().doubles())
                .containsExactly(new double[texts.size()], within(1e-4));
        for (float number : found.attributions().floats()) {
            assertThat(number).isBetween(-5f, 5f);
        }
    }

    @ParameterizedTest
    @CsvSource({"minilm-sentiment, false", "minilm-sentiment, true", "textcnn, false", "textcnn, true"})
    void theDecisiveWordChangesMost(String name, boolean deletes) {
        Model model = name.equals("textcnn") ? TEXT_CNN : MINI_LM;
        List<String> texts = List.of("It was a terrible product and I returned it.");
        TextReader reader = reader(model);
        Spans words = Spans.of(reader.encode(texts).get(0), Granularity.WORD);
        Baseline hiding = deletes ? deletion(reader) : filled(model, texts, hiding(reader));
        Explanation found = explain(new FeatureOcclusion(features(reader, words), hiding), model, texts);
        double[] drops = found.tensor("weights").orElseThrow().doubles();
        int most = 0;
        for (int i = 0; i < drops.length; i++) {
            most = drops[i] > drops[most] ? i : most;
        }
        assertThat(words.spans().get(most).text(words.encoding())).isEqualTo("terrible");
    }

    /** Occlusion is the drop of the score that the file itself gives for the text as it is written without the unit. */
    @ParameterizedTest
    @EnumSource(Granularity.class)
    void occlusionIsTheDropThatTheModelItselfShows(Granularity unit) {
        List<String> texts = List.of("An unaffable waiter. The soup was great, though!");
        TextReader reader = reader(MINI_LM);
        Spans spans = Spans.of(reader.encode(texts).get(0), unit);
        long mask = reader.card().id(SpecialToken.MASK).orElseThrow();
        long pad = reader.card().id(SpecialToken.PAD).orElseThrow();
        Map<Replacement, Baseline> ways = new LinkedHashMap<>();
        ways.put(new Replacement.By(mask), filled(MINI_LM, texts, SpecialToken.MASK));
        ways.put(new Replacement.Deletion(pad), deletion(reader));
        ways.forEach((replacement, baseline) -> {
            FeatureOcclusion occlusion = new FeatureOcclusion(features(reader, spans), baseline);
            double[] drops = occlusion
                    .interpret(MINI_LM, question(MINI_LM, texts).about(Target.ofClass(1)))
                    .tensor("weights")
                    .orElseThrow()
                    .doubles();
            double[] logits = logits(reader, new TextPerturbation(spans, replacement), spans.size());
            for (int i = 0; i < drops.length; i++) {
                assertThat(drops[i]).isCloseTo(logits[0] - logits[i + 1], within(1e-4));
            }
        });
    }

    /** The positive logit of the text, then of the text without each unit. */
    private static double[] logits(TextReader reader, TextPerturbation perturbation, int units) {
        double[] keep = new double[(units + 1) * units];
        Arrays.fill(keep, 1);
        for (int i = 0; i < units; i++) {
            keep[(i + 1) * units + i] = 0;
        }
        Map<String, Tensor> inputs = reader.card().named(perturbation.inputs(Tensor.of(keep, units + 1, units)));
        double[] both = MINI_LM.infer(inputs).values().iterator().next().doubles();
        double[] positive = new double[units + 1];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = both[2 * i + 1];
        }
        return positive;
    }

    @Test
    void shapleyValuesOfWordsSumToTheChangeInScore() {
        List<String> texts = List.of("The waiter was rude but funny.", "Great soup!");
        TextReader reader = reader(MINI_LM);
        List<Encoding> rows = reader.encode(texts);
        Features words = Features.given(Map.of(
                reader.ids(),
                Spans.segments(rows.stream()
                        .map(row -> Spans.of(row, Granularity.WORD))
                        .toList())));
        Explanation found = explain(new KernelShap(words, deletion(reader), 200), MINI_LM, texts);
        double[] delta = found.tensor("completeness_delta").orElseThrow().doubles();
        assertThat(delta).containsExactly(new double[delta.length], within(1e-4));
        assertThat(found.tensor("features").orElseThrow().longs()).containsExactly(7, 3);
    }

    /** Each text has its own tokens in place of its own words, whether it is asked alone or in a list. */
    @Test
    void textsOfAListAreExplainedAsIfAlone() {
        List<String> texts = List.of("Great phone!", "A terrible, boring film.");
        TextReader reader = reader(TEXT_CNN);
        Explanation both = partition(texts, reader);
        for (int row = 0; row < texts.size(); row++) {
            Explanation alone = partition(List.of(texts.get(row)), reader);
            assertThat(both.attributions().rows(row, row + 1).doubles())
                    .containsExactly(alone.attributions().doubles(), within(1e-5));
        }
    }

    private static Explanation partition(List<String> texts, TextReader reader) {
        List<Spans> words = reader.encode(texts).stream()
                .map(row -> Spans.of(row, Granularity.WORD))
                .toList();
        Features features = Features.given(Map.of(reader.ids(), Spans.segments(words)));
        Baseline hiding = filled(TEXT_CNN, texts, SpecialToken.UNKNOWN);
        return explain(new PartitionShap(features, hiding, List.of(), 40), TEXT_CNN, texts);
    }

    @Test
    void deletionGivesNoPlaceToStartFrom() {
        Interpretation line = new IntegratedGradients(deletion(reader(MINI_LM)), Quadrature.GAUSS_LEGENDRE, 3);
        assertThatThrownBy(() -> explain(line, MINI_LM, List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a baseline");
    }

    private static TextReader reader(Model model) {
        return TextReader.of(model).orElseThrow();
    }

    private static Question question(Model model, List<String> texts) {
        TextReader reader = reader(model);
        return Question.of(reader.tensors(reader.encode(texts)));
    }

    private static Explanation explain(Interpretation algorithm, Model model, List<String> texts) {
        Explanation explanation = algorithm.interpret(model, question(model, texts));
        assertThat(explanation.tensors()).containsKey(IDS);
        return explanation;
    }

    private static Features features(TextReader reader, Spans spans) {
        return Features.given(Map.of(reader.ids(), spans.segments()));
    }

    private static SpecialToken hiding(TextReader reader) {
        return reader.card().id(SpecialToken.MASK).isPresent() ? SpecialToken.MASK : SpecialToken.UNKNOWN;
    }

    private static Baseline deletion(TextReader reader) {
        return new Baseline.Deletion(reader.fill());
    }

    private static Baseline filled(Model model, List<String> texts, SpecialToken by) {
        TextReader reader = reader(model);
        return new Baseline.Paired(Map.of(reader.ids(), reader.filled(reader.encode(texts), by)));
    }
}
