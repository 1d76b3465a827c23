package ai.interpretdl.functions.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Functions;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.image.Grid;
import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.Saliency;
import com.fasterxml.jackson.core.type.TypeReference;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final EvaluateFunctions functions = new EvaluateFunctions(
            new Evaluator(Explainer.over(MODELS), Functions.of(List.of(new Committee(), new Products()))));

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
        assertThat(answer.path("picture_type").textValue()).isEqualTo("image/png");
    }

    @Test
    void curvesComeAsSvg() throws IOException {
        ObjectNode answer = functions
                .deletion(request(onePixel(), Map.of("steps", 4, "picture", "svg")))
                .json();
        assertThat(answer.path("picture_type").textValue()).isEqualTo("image/svg+xml");
        assertThat(answer.path("picture").textValue()).contains("<svg ", "deletion</text>");
        refused(request(onePixel(), Map.of("measure", "deletion", "picture", "diverging")), "picture");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deletion | \"steps\": 3 | share hidden | score",
                "insertion | \"steps\": 3 | share shown | score",
                "abpc | \"steps\": 3 | share hidden | score",
                "monotonicity | \"steps\": 3 | share shown | score",
                "road | \"shares\": [0.5] | share hidden | score",
                "irof | \"segmentation\": \"grid\" | share of segments hidden | score / score of the input",
                "sensitivity-n | \"cells\": 4, \"samples\": 4 | share of features hidden | correlation",
                "parameter-randomisation | \"steps\": 2 | share of layers random | rank correlation"
            })
    void theAxesOfACurveSayWhatItShows(String measure, String parameters, String across, String up) throws IOException {
        Map<String, Object> asked = new LinkedHashMap<>(
                MAPPER.readValue("{" + parameters + "}", new TypeReference<Map<String, Object>>() {}));
        asked.put("picture", "svg");
        String svg = answered(measure, asked).path("picture").textValue();
        assertThat(svg).contains(">" + across + "</text>", ">" + up + "</text>");
    }

    /** Each text as if it had come alone; what pads the shorter one is not counted. */
    @Test
    void everyTextIsMeasured() {
        List<String> texts = List.of("a terrible film .", "I loved every minute of this wonderful, funny film!");
        JsonNode together = measured(texts);
        assertThat(together.path("rows")).hasSize(2);
        assertThat(together.has("numbers")).isFalse();
        for (int row = 0; row < 2; row++) {
            JsonNode alone = measured(texts.get(row));
            assertThat(alone.has("rows")).isFalse();
            double expected = alone.at("/numbers/abpc").doubleValue();
            assertThat(together.at("/rows/" + row + "/numbers/abpc").doubleValue())
                    .isCloseTo(expected, within(1e-4));
            assertThat(together.at("/rows/" + row + "/curves/morf/values"))
                    .hasSameSizeAs(alone.at("/curves/morf/values"));
            assertThat(together.at("/rows/" + row + "/picture").textValue()).contains("<svg ");
        }
        double first = together.at("/rows/0/numbers/abpc").doubleValue();
        assertThat(together.at("/rows/1/numbers/abpc").doubleValue()).isNotCloseTo(first, within(1e-3));
    }

    private JsonNode measured(Object text) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        Map<String, Object> values = Map.of("text", text, "algorithm", "products", "picture", "svg", "unit", "word");
        values.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return functions.abpc(new Request(fields)).json();
    }

    /** Given as ids, the cells of the grid are what {@code segmentation} would have cut. */
    @ParameterizedTest
    @ValueSource(strings = {"irof", "sensitivity-n", "mu-fidelity"})
    void segmentsAreGivenAsIds(String measure) throws IOException {
        long[] ids = new Grid(8, 8)
                .segments(Picture.of(28, 28, new byte[3 * 28 * 28]))
                .longs();
        Map<String, Object> segments = Map.of("shape", List.of(28, 28), "data", ids);
        JsonNode given = answered(measure, Map.of("segments", segments)).path("numbers");
        JsonNode cut = answered(measure, Map.of("segmentation", "grid")).path("numbers");
        assertThat(given).isEqualTo(cut);
        assertThat(given)
                .isNotEqualTo(answered(measure, Map.of("segmentation", "felzenszwalb"))
                        .path("numbers"));
        Map<String, Object> both = Map.of("measure", measure, "segmentation", "grid", "segments", segments);
        refused(request(onePixel(), both), "segmentation");
        Map<String, Object> small = Map.of("shape", List.of(2, 3), "data", List.of(0, 0, 1, 1, 2, 2));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> answered(measure, Map.of("segments", small)))
                .withMessageContaining("segments.image has shape [2, 3]");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> answered(measure, Map.of("segments", List.of(1, 2))))
                .withMessageContaining("segments is no tensor");
    }

    private ObjectNode answered(String measure, Map<String, Object> parameters) throws IOException {
        Map<String, Object> asked = new LinkedHashMap<>(parameters);
        asked.put("measure", measure);
        return functions
                .evaluate(request(Map.of("algorithm", "committee"), asked))
                .json();
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

    private record Products() implements ExplainFunction {
        @Override
        public String name() {
            return "products";
        }

        @Override
        public Interpretation interpretation(Asked asked) {
            return new InputXGradient();
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
