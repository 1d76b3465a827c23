package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model with a column of words beside its numbers. */
class WordsTest {
    private static final Map<String, Tensor> ROWS = Map.of(
            "size", Tensor.of(new float[] {2, 3}, 2, 1),
            "city", Tensor.of(List.of("Rome", "Bern"), 2, 1));

    @TempDir
    static Path models;

    /** y = size · [city is Rome, city is Bern]. */
    @BeforeAll
    static void write() {
        Node encoder = new Node(
                "encoder",
                "ai.onnx.ml",
                "OneHotEncoder",
                "",
                List.of("city"),
                List.of("kinds"),
                Map.of("cats_strings", new Attribute.OfStrings(List.of("Rome", "Bern"))));
        Graph graph = new Graph(
                "words",
                List.of(column("size", ElementType.FLOAT), column("city", ElementType.STRING)),
                List.of(new ValueInfo("y", ElementType.FLOAT, Optional.empty())),
                List.of(),
                List.of(
                        encoder,
                        Node.of("Flatten", List.of("kinds"), List.of("flat"), Map.of()),
                        Node.of("Mul", List.of("size", "flat"), List.of("y"), Map.of())),
                List.of());
        ModelWriter.write(
                new Model(8, "words", Map.of("", 18L, "ai.onnx.ml", 3L), graph, List.of(), Map.of()),
                models.resolve("words.onnx"));
    }

    private static ValueInfo column(String name, ElementType type) {
        List<ValueInfo.Dim> dims = List.of(new ValueInfo.Dim.Symbol("N"), new ValueInfo.Dim.Known(1));
        return new ValueInfo(name, type, Optional.of(dims));
    }

    @Test
    void itIsRunAndExplainedInTheNumbers() {
        Explainer explainer = Explainer.over(models);
        Inputs inputs = new Inputs(ROWS, Map.of());

        assertThat(Objects.requireNonNull(explainer.infer("words", inputs).get("y"))
                        .floats())
                .containsExactly(2, 0, 0, 3);
        Answered answered = explainer.explain(
                new SomeFunction(Algorithms::integratedGradients), "words", inputs, new Parameters(Map.of()));
        assertThat(Objects.requireNonNull(answered.outputs().get("attributions.size"))
                        .floats())
                // weights of 50 steps add up to 1 but for float32's rounding
                .containsExactly(new float[] {2, 3}, Offset.offset(1e-5f));
    }
}
