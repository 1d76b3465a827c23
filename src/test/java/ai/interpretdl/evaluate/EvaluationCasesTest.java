package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.ReferenceCase;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers that other libraries and the papers give for measures. */
public class EvaluationCasesTest {
    /** The cases that are asserted here. */
    public static final List<String> CASES = List.of(
            "infidelity-linear-constant",
            "mufidelity-perfect",
            "deletion-perfect",
            "deletion-insertion-linear",
            "complexity-entropy-gini",
            "localisation-small",
            "sensitivity-max-zero");

    @TempDir
    Path folder;

    @Test
    void infidelityOfGivenChanges() {
        JsonNode entry = ReferenceCase.of("infidelity-linear-constant");
        try (Model model = open(entry.get("model"), inputs(entry))) {
            Tensor changes =
                    CaseModel.tensor(entry.get("params").get("perturbations_I")).reshape(2, 1, 2);
            Claim claim = claim(model, question(entry), entry.get("params").get("attribution"));
            Evaluated found = new Infidelity(new Disturbance.Given(Map.of("x", changes)), Infidelity.Unit.PER_UNIT)
                    .evaluate(claim);
            assertThat(found.number("infidelity", 0))
                    .isCloseTo(entry.get("expected").get("infidelity").asDouble(), within(1e-6));
            assertThat(found.number("infidelity_scaled", 0))
                    .isCloseTo(
                            entry.get("expected").get("infidelity_normalised").asDouble(), within(1e-6));
        }
    }

    @Test
    void fidelityOfASumIsPerfectForItsInput() {
        JsonNode entry = ReferenceCase.of("mufidelity-perfect");
        double share = entry.get("params").get("subset_percent").asDouble();
        int samples = entry.get("params").get("n_samples").asInt();
        float[] numbers = new float[50];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) Math.sin(1 + 3 * i);
        }
        Tensor x = Tensor.of(numbers, 2, 5, 5, 1);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = -numbers[i];
        }
        Tensor opposite = Tensor.of(numbers, 2, 5, 5, 1);
        try (Model model = open(entry.get("model"), Map.of("x", x))) {
            Question question = Question.of(Map.of("x", x)).about(Target.sum());
            MuFidelity measure =
                    new MuFidelity(Features.elements(), Baseline.zeros(), share, samples, Correlation.SPEARMAN);
            for (int row = 0; row < 2; row++) {
                assertThat(measure.evaluate(given(model, question, x)).number(row))
                        .isCloseTo(1, within(1e-4));
                assertThat(measure.evaluate(given(model, question, opposite)).number(row))
                        .isCloseTo(-1, within(1e-4));
            }
        }
    }

    @Test
    void deletionOfAPerfectMap() throws JsonProcessingException {
        JsonNode entry = ReferenceCase.of("deletion-perfect");
        float[] numbers = new float[256];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = 1 + (i * 37) % 256;
        }
        Tensor x = Tensor.of(numbers, 1, 16, 16, 1);
        Removing removing = Removing.from(
                Substrate.zeros(), entry.get("params").get("steps").asInt());
        // 1 - max(x == 0), and max(x != 0): of ones and zeros a maximum is the sign of their sum
        String all = """
                [{"name": "size", "op": "Abs", "inputs": ["x"]},
                 {"name": "there", "op": "Sign", "inputs": ["size"]},
                 {"name": "gone", "op": "Sub", "inputs": [{"const": 1.0}, "there"]},
                 {"name": "count", "op": "ReduceSum", "inputs": ["gone"], "axes": [1, 2, 3]},
                 {"name": "any", "op": "Sign", "inputs": ["count"]},
                 {"name": "out", "op": "Sub", "inputs": [{"const": 1.0}, "any"]}]""";
        String some = """
                [{"name": "size", "op": "Abs", "inputs": ["x"]},
                 {"name": "there", "op": "Sign", "inputs": ["size"]},
                 {"name": "count", "op": "ReduceSum", "inputs": ["there"], "axes": [1, 2, 3]},
                 {"name": "out", "op": "Sign", "inputs": ["count"]}]""";
        Question question = Question.of(Map.of("x", x)).about(Target.sum());
        try (Model model = open(new ObjectMapper().readTree(all), Map.of("x", x))) {
            assertThat(new Deletion(removing)
                            .evaluate(given(model, question, x))
                            .number(0))
                    .isCloseTo(entry.get("expected").get("deletion").asDouble(), within(0.01));
        }
        try (Model model = open(new ObjectMapper().readTree(some), Map.of("x", x))) {
            assertThat(new Insertion(removing)
                            .evaluate(given(model, question, x))
                            .number(0))
                    .isCloseTo(entry.get("expected").get("insertion").asDouble(), within(0.01));
        }
    }

    @Test
    void deletionAndInsertionInClosedForm() {
        JsonNode entry = ReferenceCase.of("deletion-insertion-linear");
        JsonNode expected = entry.get("expected");
        try (Model model = open(entry.get("model"), inputs(entry))) {
            Claim claim = claim(model, question(entry), entry.get("params").get("attribution"));
            Removing removing = Removing.from(
                    Substrate.of(new Baseline.Paired(tensors(entry.get("baseline")))),
                    entry.get("params").get("steps").asInt());
            check(new Deletion(removing).evaluate(claim), "deletion", expected);
            check(new Insertion(removing).evaluate(claim), "insertion", expected);
        }
    }

    private static void check(Evaluated found, String name, JsonNode expected) {
        assertThat(found.curves().get(name).get(0).values().stream()
                        .mapToDouble(v -> v)
                        .toArray())
                .containsExactly(ReferenceCase.numbers(expected.get(name + "_curve")), within(1e-6));
        assertThat(found.number(0))
                .isCloseTo(expected.get(name + "_auc_trapezoid").asDouble(), within(1e-6));
    }

    @Test
    void entropyAndGini() {
        JsonNode entry = ReferenceCase.of("complexity-entropy-gini");
        Tensor attributions = CaseModel.tensor(entry.get("input").get("attributions"));
        Evaluated found = overSum(attributions, new Complexity(Channels.SUM, 0.01));
        double[] entropy = ReferenceCase.numbers(entry.get("expected").get("entropy"));
        double[] gini = ReferenceCase.numbers(entry.get("expected").get("gini"));
        for (int row = 0; row < entropy.length; row++) {
            assertThat(found.number("complexity", row)).isCloseTo(entropy[row], within(1e-6));
            assertThat(found.number("gini", row)).isCloseTo(gini[row], within(1e-6));
        }
    }

    @Test
    void localisation() {
        JsonNode entry = ReferenceCase.of("localisation-small");
        JsonNode expected = entry.get("expected");
        Truth truth = new Truth(CaseModel.tensor(entry.get("input").get("mask")));
        Tensor map = CaseModel.tensor(entry.get("input").get("attribution")).reshape(1, 1, 4, 4);
        Evaluated found = overSum(map, new Localisation(truth, 0.25, 3, Channels.SUM));
        assertThat(found.number("mass", 0))
                .isCloseTo(expected.get("relevance_mass_accuracy").asDouble(), within(1e-6));
        assertThat(found.number("rank", 0))
                .isCloseTo(expected.get("relevance_rank_accuracy").asDouble(), within(1e-6));
        assertThat(found.number("top", 0))
                .isCloseTo(expected.get("top3_intersection").asDouble(), within(1e-6));
        double hit = expected.get("pointing_game").asBoolean() ? 1 : 0;
        assertThat(overSum(map, new PointingGame(truth, 0, Channels.SUM)).number(0))
                .isEqualTo(hit);
    }

    @Test
    void aGradientThatIsLocallyConstantIsNotSensitive() {
        JsonNode entry = ReferenceCase.of("sensitivity-max-zero");
        JsonNode parameters = entry.get("params");
        try (Model model = open(entry.get("model"), inputs(entry))) {
            Question question = Question.of(inputs(entry)).about(Target.sum());
            Evaluated found = new SensitivityMax(
                            parameters.get("radius").asDouble(),
                            parameters.get("n_samples").asInt())
                    .evaluate(Claim.of(model, question, new Saliency(false)));
            assertThat(found.number(0)).isCloseTo(0, within(1e-6));
        }
    }

    /** A measure that does not ask the model: any model will do. */
    private Evaluated overSum(Tensor attributions, Evaluation measure) {
        long[] axes = new long[attributions.shape().rank() - 1];
        Arrays.setAll(axes, i -> i + 1L);
        ObjectMapper json = new ObjectMapper();
        JsonNode layers = json.createArrayNode()
                .add(json.createObjectNode()
                        .put("name", "out")
                        .put("op", "ReduceSum")
                        .<ObjectNode>set("inputs", json.valueToTree(List.of("x")))
                        .set("axes", json.valueToTree(axes)));
        try (Model model = open(layers, Map.of("x", attributions))) {
            Question question = Question.of(Map.of("x", attributions)).about(Target.sum());
            return measure.evaluate(given(model, question, attributions));
        }
    }

    private Model open(JsonNode layers, Map<String, Tensor> inputs) {
        List<ValueInfo> ports = inputs.entrySet().stream()
                .map(input -> CaseModel.input(input.getKey(), input.getValue()))
                .toList();
        Path file = folder.resolve("case-" + layers.toString().hashCode() + ".onnx");
        return InterpretDl.open(CaseModel.write(layers, ports, file), Device.cpu());
    }

    private static Map<String, Tensor> inputs(JsonNode entry) {
        return tensors(entry.get("input"));
    }

    private static Map<String, Tensor> tensors(JsonNode byName) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        byName.properties().forEach(e -> tensors.put(e.getKey(), CaseModel.tensor(e.getValue())));
        return tensors;
    }

    private static Question question(JsonNode entry) {
        return Question.of(inputs(entry))
                .about(Target.ofClass(entry.get("target").asLong()));
    }

    private static Claim claim(Model model, Question question, JsonNode attribution) {
        return given(model, question, CaseModel.tensor(attribution));
    }

    private static Claim given(Model model, Question question, Tensor attributions) {
        return Claim.of(
                model,
                question,
                new Explanation("given", Map.of("attributions.x", attributions), List.of(), OriginalToy.NONE));
    }
}
