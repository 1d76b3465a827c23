package ai.interpretdl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model whose score is Σ word·place over its tokens, and which takes the places as an input. */
class PositionsTest {
    private static final float[] WORDS = {0, 0, 1, 10, 100, 0, 0, 0};
    private static final float[] PLACES = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    @TempDir
    Path folder;

    @Test
    void positionsCountFrom0OnPaddingIncluded() throws IOException {
        try (Model model = open("")) {
            assertThat(fed(model)).containsExactly(0, 1, 2, 0, 1, 2);
            assertThat(scores(model)).containsExactly(1 + 20 + 300, 10 + 2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"first\": 2} | 4", "{\"first\": 2, \"padding\": 1} | 1"})
    void theCardSaysWhereTheyBegin(String positions, long padding) throws IOException {
        try (Model model = open(", \"positions\": " + positions)) {
            assertThat(fed(model)).containsExactly(2, 3, 4, 2, 3, padding);
            assertThat(scores(model)).containsExactly(3 + 40 + 500, 30 + 4);
        }
    }

    /** Positions get no attributions, and stay when what is behind a deleted word moves up. */
    @Test
    void wordsAreExplainedAtTheirPlaces() throws IOException {
        try (Model model = open("")) {
            TextReader reader = TextReader.of(model).orElseThrow();
            List<Encoding> rows = reader.encode(List.of("w2 w3 w4"));
            Question question = Question.of(reader.tensors(rows)).about(Target.sum());
            assertThat(new InputXGradient()
                            .interpret(model, question)
                            .attributions("ids")
                            .doubles())
                    .containsExactly(new double[] {1, 20, 300}, within(1e-3));
            Spans words = Spans.of(rows.get(0), Granularity.WORD);
            Features features = Features.given(Map.of("ids", Spans.segments(List.of(words))));
            assertThat(new FeatureAblation(features, new Baseline.Deletion(reader.fill()))
                            .interpret(model, question)
                            .attributions("ids")
                            .doubles())
                    // without w2 there is w3 at 1 and w4 at 2
                    .containsExactly(new double[] {321 - 210, 321 - 201, 321 - 21}, within(1e-3));
        }
    }

    @Test
    void positionsThatMakeNoSenseAreTold() throws IOException {
        try (Model model = open(", \"positions\": 2")) {
            assertThatThrownBy(() -> TextReader.of(model)).hasMessageContaining("positions is 2, not {\"first\": 0}");
        }
    }

    private static long[] fed(Model model) {
        TextReader reader = TextReader.of(model).orElseThrow();
        return reader.tensors(reader.encode(List.of("w2 w3 w4", "w3 w2")))
                .get("position_ids")
                .longs();
    }

    private static float[] scores(Model model) {
        TextReader reader = TextReader.of(model).orElseThrow();
        return model.infer(reader.tensors(reader.encode(List.of("w2 w3 w4", "w3 w2"))))
                .get("score")
                .floats();
    }

    private Model open(String positions) throws IOException {
        Path file = folder.resolve("placed.onnx");
        Graph graph = new Graph(
                "placed",
                List.of(input("ids"), input("position_ids")),
                List.of(new ValueInfo("score", ElementType.FLOAT, Optional.empty())),
                List.of(
                        new Weight.Inline("words", Tensor.of(WORDS, WORDS.length, 1)),
                        new Weight.Inline("places", Tensor.of(PLACES, PLACES.length)),
                        new Weight.Inline("last", Tensor.of(new long[] {2}, 1)),
                        new Weight.Inline("axes", Tensor.of(new long[] {1, 2}, 2))),
                List.of(
                        Node.of("Gather", List.of("words", "ids"), List.of("word"), Map.of()),
                        Node.of("Gather", List.of("places", "position_ids"), List.of("at"), Map.of()),
                        Node.of("Unsqueeze", List.of("at", "last"), List.of("place"), Map.of()),
                        Node.of("Mul", List.of("word", "place"), List.of("placed"), Map.of()),
                        Node.of(
                                "ReduceSum",
                                List.of("placed", "axes"),
                                List.of("score"),
                                Map.of("keepdims", Attribute.of(0L)))),
                List.of());
        ModelWriter.write(new ai.interpretdl.onnx.Model(8, "", Map.of("", 18L), graph, List.of(), Map.of()), file);
        Files.writeString(folder.resolve("words.txt"), "<pad>\n<unk>\nw2\nw3\nw4\nw5\nw6\nw7");
        Files.writeString(
                folder.resolve("placed.json"), "{\"text\": {\"vocabulary\": \"words.txt\"" + positions + "}}");
        return InterpretDl.open(file, Device.cpu());
    }

    private static ValueInfo input(String name) {
        return new ValueInfo(
                name,
                ElementType.INT64,
                Optional.of(List.of(new ValueInfo.Dim.Symbol("N"), new ValueInfo.Dim.Symbol("tokens"))));
    }
}
