package ai.interpretdl.functions.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Functions;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.Saliency;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final EvaluateFunctions functions =
            new EvaluateFunctions(new Evaluator(Explainer.over(MODELS), Functions.of(List.of(new Committee()))));

    @Test
    void aMapWithOnePixelIsTheSimplestThereIs() throws IOException {
        ObjectNode answer = functions.complexity(request(onePixel(), Map.of())).json();
        assertThat(answer.at("/numbers/complexity").doubleValue()).isZero();
        assertThat(answer.at("/measure").textValue()).isEqualTo("complexity");
        assertThat(answer.at("/better").textValue()).isEqualTo("lower");
        assertThat(answer.at("/numbers/gini").doubleValue()).isEqualTo(1 - 1 / 784.0);
    }

    @Test
    void thePixelLiesInTheBoxOrNot() throws IOException {
        Map<String, Object> around = Map.of("boxes", List.of(List.of(3, 3, 6, 6)), "tolerance", 0);
        Map<String, Object> elsewhere = Map.of("boxes", List.of(List.of(10, 10, 12, 12)), "tolerance", 0);
        assertThat(pointing(around)).isEqualTo(1);
        assertThat(pointing(elsewhere)).isZero();
    }

    private double pointing(Map<String, Object> parameters) throws IOException {
        return functions
                .pointingGame(request(onePixel(), parameters))
                .json()
                .at("/numbers/pointing-game")
                .doubleValue();
    }

    @Test
    void curvesStartAtTheScoreAndComeAsAPicture() throws IOException {
        ObjectNode answer = functions
                .evaluate(request(onePixel(), Map.of("measure", "deletion", "steps", 4, "picture", true)))
                .json();
        JsonNode curve = answer.at("/curves/deletion");
        assertThat(curve.at("/at/0").doubleValue()).isZero();
        assertThat(curve.at("/at/4").doubleValue()).isEqualTo(1);
        assertThat(curve.path("values")).hasSize(5);
        assertThat(answer.path("picture").binaryValue()).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void whatCannotBeMeasuredNamesTheField() throws IOException {
        refused(request(onePixel(), Map.of("measure", "deletoin")), "measure");
        refused(request(onePixel(), Map.of("measure", "deletion", "stpes", 3)), "stpes");
        refused(request(onePixel(), Map.of("measure", "pointing-game")), "boxes");
        refused(request(onePixel(), Map.of("measure", "pointing-game", "boxes", List.of(List.of(1, 2)))), "boxes");
        refused(request(onePixel(), Map.of("measure", "pointing-game", "boxes", 5)), "boxes");
        refused(request(onePixel(), Map.of("measure", "pointing-game", "boxes", List.of())), "boxes");
        refused(request(onePixel(), Map.of("measure", "road", "shares", 0.5)), "shares");
        refused(request(onePixel(), Map.of("measure", "road", "shares", List.of("half"))), "shares");
        refused(request(onePixel(), Map.of("measure", "sensitivity-n", "cells", 4, "segmentation", "grid")), "cells");
        refused(request(Map.of(), Map.of("measure", "deletion")), "algorithm");
        refused(
                request(Map.of("attributions", Map.of("shape", List.of(2))), Map.of("measure", "deletion")),
                "attributions");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> functions.stability(request(onePixel(), Map.of())))
                .withMessageContaining("needs an algorithm");
    }

    /** A committee's further models are not open here; what would be left of it is not what was asked for. */
    @Test
    void anAlgorithmThatAsksFurtherModelsIsRefused() throws IOException {
        Map<String, Object> committee = Map.of("name", "committee", "models", List.of("no-such-model"));
        Request asked = request(Map.of("algorithm", committee), Map.of("measure", "complexity"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> functions.evaluate(asked))
                .withMessage("models names [no-such-model]; here only the model of the request is asked");
        assertThat(functions
                        .evaluate(request(Map.of("algorithm", "committee"), Map.of("measure", "complexity")))
                        .json()
                        .at("/algorithm")
                        .textValue())
                .isEqualTo("saliency");
    }

    private record Committee() implements ExplainFunction {
        @Override
        public String name() {
            return "committee";
        }

        @Override
        public Interpretation interpretation(Asked asked) {
            return new Saliency(false);
        }

        @Override
        public List<String> others(Parameters parameters) {
            return parameters.texts("models");
        }
    }

    /** The word that the attributions name is the one that the prediction rests on, so little is left without it and much with it alone. */
    @Test
    void theDecisiveWordOfATextIsWhatThePredictionRestsOn() {
        double lost = text("comprehensiveness", Map.of("shares", List.of(0.2)));
        double missing = text("sufficiency", Map.of("shares", List.of(0.2)));
        assertThat(lost).isGreaterThan(0.05).isGreaterThan(missing);
        assertThat(text("abpc", Map.of("steps", 5, "unit", "token"))).isPositive();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> text("abpc", Map.of("replacement", "zero")))
                .withMessageContaining("replacement is zero");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> functions.evaluate(request(onePixel(), Map.of("measure", "sufficiency"))))
                .withMessageContaining("text is missing");
    }

    /** A text of six tokens with the markers around it; the third is "terrible". */
    private double text(String measure, Map<String, Object> parameters) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("text", TextNode.valueOf("a terrible film ."));
        Map<String, Object> attributions =
                Map.of("name", "attributions.input_ids", "shape", List.of(1, 6), "data", List.of(0, 0.1, 1, 0.2, 0, 0));
        fields.put("attributions", MAPPER.valueToTree(attributions));
        fields.put("target", TextNode.valueOf("negative"));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return functions
                .evaluate(new Request(with(fields, measure)))
                .json()
                .at("/numbers/" + measure)
                .doubleValue();
    }

    private static Map<String, JsonNode> with(Map<String, JsonNode> fields, String measure) {
        fields.put("measure", TextNode.valueOf(measure));
        return fields;
    }

    private void refused(Request request, String field) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> functions.evaluate(request))
                .satisfies(refusal -> assertThat(refusal.field()).contains(field));
    }

    /** All of the attribution is at row 4, column 5. */
    private static Map<String, Object> onePixel() {
        float[] values = new float[784];
        values[4 * 28 + 5] = 1;
        return Map.of("attributions", Map.of("shape", List.of(1, 28, 28), "data", values));
    }

    private static Request request(Map<String, Object> explanation, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", TextNode.valueOf("fashion-cnn"));
        fields.put(
                "image",
                TextNode.valueOf(
                        Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")))));
        explanation.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return new Request(fields);
    }
}
