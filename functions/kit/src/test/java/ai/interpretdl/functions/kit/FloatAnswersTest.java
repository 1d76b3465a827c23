package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models of every floating element type are asked alike, and answered in FLOAT. */
class FloatAnswersTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path models;

    /** The sum of the elements, and twice that. */
    private void write(ElementType type) throws IOException {
        List<ValueInfo.Dim> dims = List.of(new ValueInfo.Dim.Symbol("N"), new ValueInfo.Dim.Known(3));
        Graph graph = new Graph(
                "sums",
                List.of(new ValueInfo("x", type, Optional.of(dims))),
                List.of(new ValueInfo("y", type, Optional.empty())),
                List.of(new Weight.Inline("w", Tensor.of(type, new double[] {1, 2, 1, 2, 1, 2}, 3, 2))),
                List.of(Node.of("MatMul", List.of("x", "w"), List.of("y"), Map.of())),
                List.of());
        ModelWriter.write(
                new Model(8, "sums", Map.of("", 18L), graph, List.of(), Map.of()), models.resolve("sums.onnx"));
        Files.writeString(models.resolve("sums.json"), "{\"features\": [\"a\", \"b\", \"c\"]}");
    }

    private static List<Function<Asked, Interpretation>> algorithms() {
        return List.of(Algorithms::integratedGradients, Algorithms::gradientShap, Algorithms::lime);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE", "FLOAT16"})
    void tensorsAreAnsweredInFloat(ElementType type) throws IOException {
        write(type);
        Inputs inputs = new Inputs(Map.of("x", Tensor.of(type, new double[] {1, 2, 4}, 1, 3)), Map.of());
        for (Function<Asked, Interpretation> algorithm : algorithms()) {
            Answered answered = Explainer.over(models)
                    .explain(new SomeFunction(algorithm), "sums", inputs, new Parameters(Map.of()));
            assertThat(answered.outputs()).containsKeys("attributions.x", "score", "predicted");
            assertThat(answered.outputs().values())
                    .extracting(Tensor::type)
                    .containsOnly(ElementType.FLOAT, ElementType.INT64);
            assertThat(answered.outputs().get("score")).isEqualTo(Tensor.of(new float[] {14}, 1));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE", "FLOAT16"})
    void valuesAreTakenInTheTypeOfTheModel(ElementType type) throws IOException {
        write(type);
        Request request =
                new Request(Parameters.fields(MAPPER.readTree("{\"model\": \"sums\", \"values\": [1, 2, 4]}")));
        Response response = Explainer.over(models).explain(new SomeFunction(Algorithms::integratedGradients), request);
        assertThat(Objects.requireNonNull(response.outputs().get("attributions.x"))
                        .floats())
                // weights of the points are summed in float32
                .containsExactly(new float[] {2, 4, 8}, Offset.offset(1e-5f));
    }
}
