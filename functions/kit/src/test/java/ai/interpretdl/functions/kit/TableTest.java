package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.ExactShapley;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of a table and series come in {@code values}, and are answered with a chart. */
class TableTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    static Path models;

    @BeforeAll
    static void write() throws IOException {
        linear("table", 3);
        linear("series", 1, 8);
        Files.writeString(models.resolve("table.json"), "{\"features\": [\"age\", \"income\", \"debt\"]}");
    }

    /** The sum of 1 x first element, 2 x second, …. */
    private static void linear(String name, long... row) {
        int width = 1;
        List<ValueInfo.Dim> dims = new java.util.ArrayList<>(List.of(new ValueInfo.Dim.Symbol("N")));
        for (long dim : row) {
            dims.add(new ValueInfo.Dim.Known(dim));
            width *= (int) dim;
        }
        float[] weights = new float[width];
        for (int i = 0; i < width; i++) {
            weights[i] = i + 1;
        }
        Graph graph = new Graph(
                name,
                List.of(new ValueInfo("x", ElementType.FLOAT, Optional.of(dims))),
                List.of(new ValueInfo("y", ElementType.FLOAT, Optional.empty())),
                List.of(
                        new Weight.Inline("w", Tensor.of(weights, width, 1)),
                        new Weight.Inline("shape", Tensor.of(new long[] {0, width}, 2))),
                List.of(
                        Node.of("Reshape", List.of("x", "shape"), List.of("flat"), Map.of()),
                        Node.of("Gemm", List.of("flat", "w"), List.of("y"), Map.of("alpha", Attribute.of(1f)))),
                List.of());
        ModelWriter.write(
                new Model(8, "tables", Map.of("", 18L), graph, List.of(), Map.of()), models.resolve(name + ".onnx"));
    }

    private static Response ask(String model, String json, Function<Asked, Interpretation> algorithm)
            throws JsonProcessingException {
        Map<String, JsonNode> fields = Parameters.fields(MAPPER.readTree(json));
        fields.put("model", MAPPER.valueToTree(model));
        return Explainer.over(models).explain(new SomeFunction(algorithm), new Request(fields));
    }

    private static Interpretation shapley(Asked asked) {
        return new ExactShapley(Features.elements(), asked.baseline());
    }

    @Test
    void oneRowNeedsNoRowAxis() throws JsonProcessingException {
        for (String values : List.of("[4, 5, 6]", "[[4, 5, 6]]")) {
            Response response = ask("table", "{\"target\": \"sum\", \"values\": " + values + "}", TableTest::shapley);
            Tensor found = Objects.requireNonNull(response.outputs().get("attributions.x"));
            assertThat(found.shape().dims()).containsExactly(1, 3);
            assertThat(found.floats()).containsExactly(4, 10, 18);
        }
    }

    @Test
    void severalRowsAreAnsweredAtOnce() throws JsonProcessingException {
        Response response =
                ask("table", "{\"target\": \"sum\", \"values\": [[1, 0, 0], [0, 0, 2]]}", TableTest::shapley);
        assertThat(Objects.requireNonNull(response.outputs().get("attributions.x"))
                        .floats())
                .containsExactly(1, 0, 0, 0, 0, 6);
    }

    /** As scikit-learn's converter writes it: the label first, which is no number to explain. */
    @Test
    void aClassifierIsExplainedByItsScores() throws JsonProcessingException {
        Node node = new Node(
                "classifies",
                "ai.onnx.ml",
                "LinearClassifier",
                "",
                List.of("x"),
                List.of("label", "scores"),
                Map.of(
                        "coefficients",
                        new Attribute.OfFloats(List.of(1f, -2f, 0.5f, -1f, 0.25f, 3f)),
                        "intercepts",
                        new Attribute.OfFloats(List.of(0f, 0f)),
                        "classlabels_ints",
                        Attribute.ofInts(0, 1),
                        "post_transform",
                        Attribute.of("NONE")));
        Graph graph = new Graph(
                "classifier",
                List.of(ValueInfo.of("x", ElementType.FLOAT, 1, 3)),
                List.of(
                        new ValueInfo("label", ElementType.INT64, Optional.empty()),
                        new ValueInfo("scores", ElementType.FLOAT, Optional.empty())),
                List.of(),
                List.of(node),
                List.of());
        ModelWriter.write(
                new Model(8, "tables", Map.of("", 18L, "ai.onnx.ml", 3L), graph, List.of(), Map.of()),
                models.resolve("classifier.onnx"));
        Response response = ask("classifier", "{\"target\": 1, \"values\": [4, 8, 2]}", TableTest::shapley);
        assertThat(Objects.requireNonNull(response.outputs().get("attributions.x"))
                        .floats())
                .containsExactly(-4, 2, 6);
    }

    @Test
    void theChartHasTheNamesOfTheCard() throws JsonProcessingException {
        Response bars =
                ask("table", "{\"target\": \"sum\", \"values\": [4, 5, 6], \"picture\": true}", TableTest::shapley);
        assertThat(drawn(bars).width()).isGreaterThan(300);
        Response line =
                ask("table", "{\"target\": \"sum\", \"values\": [4, 5, 6], \"picture\": \"line\"}", TableTest::shapley);
        assertThat(drawn(line)).isNotEqualTo(drawn(bars));
    }

    @Test
    void aChartComesAsSvg() throws JsonProcessingException {
        Response bars = ask(
                "table",
                "{\"target\": \"sum\", \"values\": [4, 5, 6], \"picture\": [\"bars\", \"svg\"]}",
                TableTest::shapley);
        Response.File file = bars.picture().orElseThrow();
        assertThat(file.type()).isEqualTo("image/svg+xml");
        assertThat(new String(file.bytes(), StandardCharsets.UTF_8)).contains("<svg ", "income = 5</text>");
    }

    private static Picture drawn(Response response) {
        return response.drawn().flatMap(Drawn::depiction).orElseThrow().picture();
    }

    @Test
    void aSeriesIsDrawnAsALine() throws JsonProcessingException {
        Response response = ask(
                "series",
                "{\"target\": \"sum\", \"values\": [[1, 2, 3, 4, 4, 3, 2, 1]], \"picture\": true}",
                asked -> new FeatureAblation(Features.elements(), asked.baseline()));
        assertThat(Objects.requireNonNull(response.outputs().get("attributions.x"))
                        .floats())
                .containsExactly(1, 4, 9, 16, 20, 18, 14, 8);
        assertThat(response.drawn()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 2] | x",
                "[[1, 2, 3], [1]] | values",
                "[1, \"2\", 3] | values",
                "[] | values",
                "[1, 2, 3], \"image\": \"aaaa\" | values"
            })
    void whatDoesNotFitIsNamed(String values, String named) {
        assertThatThrownBy(() -> ask("table", "{\"values\": " + values + "}", TableTest::shapley))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(named);
    }

    @Test
    void baselinesHaveForms() throws JsonProcessingException {
        Response uniform = ask(
                "table",
                "{\"target\": \"sum\", \"values\": [4, 5, 6], \"baseline\": {\"uniform\": 3, \"low\": 1, \"high\": 1}}",
                TableTest::shapley);
        assertThat(Objects.requireNonNull(uniform.outputs().get("attributions.x"))
                        .floats())
                .containsExactly(3, 8, 15);
        assertThatThrownBy(
                        () -> ask("table", "{\"values\": [4, 5, 6], \"baseline\": {\"blurr\": 3}}", TableTest::shapley))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("{\"blur\": 10}");
    }

    @Test
    void classesAreAveraged() throws JsonProcessingException {
        Response response = ask(
                "table",
                "{\"values\": [[4, 5, 6], [0, 1, 0]], \"target\": [0, 0], \"class_averages\": true}",
                TableTest::shapley);
        assertThat(Objects.requireNonNull(response.outputs().get("class_averages.x"))
                        .floats())
                .containsExactly(2, 6, 9);
        assertThat(Objects.requireNonNull(response.outputs().get("classes")).longs())
                .containsExactly(0);
    }
}
