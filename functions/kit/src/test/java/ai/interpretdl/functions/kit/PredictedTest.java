package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probability of what is predicted is the model's, in whatever form its output comes. */
class PredictedTest {
    private static final Tensor ROWS = Tensor.of(new float[] {1, 3, 2, -1, 0, -2}, 2, 3);
    /** Of the largest of each row, by hand. */
    private static final double[] SOFTMAX = {0.665241, 0.665241};

    private static final double[] SIGMOID = {0.952574, 0.5};

    @TempDir
    Path models;

    @Test
    void aSoftmaxInTheFileIsSeenWithoutTheCardSayingSo() throws IOException {
        assertThat(probabilities("Softmax", "{}")).containsExactly(SOFTMAX, within(1e-5));
        assertThat(probabilities("Softmax", "{\"scores\": \"softmax\"}")).containsExactly(SOFTMAX, within(1e-5));
        assertThat(probabilities("Sigmoid", "{}")).containsExactly(SIGMOID, within(1e-5));
    }

    @Test
    void theCardSaysWhatLogitsBecome() throws IOException {
        assertThat(probabilities("Identity", "{}")).containsExactly(SOFTMAX, within(1e-5));
        assertThat(probabilities("Identity", "{\"scores\": \"multi-label\"}")).containsExactly(SIGMOID, within(1e-5));
    }

    @Test
    void aRegressionHasNone() throws IOException {
        assertThat(answered("Identity", "{\"scores\": \"regression\"}"))
                .containsKey("predicted")
                .doesNotContainKey("predicted_probability");
    }

    private double[] probabilities(String last, String card) throws IOException {
        return Objects.requireNonNull(answered(last, card).get("predicted_probability"))
                .doubles();
    }

    private Map<String, Tensor> answered(String last, String card) throws IOException {
        ValueInfo.Dim rows = new ValueInfo.Dim.Symbol("N");
        Graph graph = new Graph(
                "scores",
                List.of(new ValueInfo("x", ElementType.FLOAT, Optional.of(List.of(rows, new ValueInfo.Dim.Known(3))))),
                List.of(new ValueInfo("y", ElementType.FLOAT, Optional.empty())),
                List.of(),
                List.of(Node.of(last, List.of("x"), List.of("y"), Map.of())),
                List.of());
        ModelWriter.write(
                new Model(8, "scores", Map.of("", 18L), graph, List.of(), Map.of()), models.resolve("scores.onnx"));
        Files.writeString(models.resolve("scores.json"), card);
        return Explainer.over(models)
                .explain(
                        new SomeFunction(asked -> new Saliency(false)),
                        "scores",
                        new Inputs(Map.of("x", ROWS), Map.of()),
                        new Parameters(Map.of()))
                .outputs();
    }
}
