package ai.interpretdl.onnx;

import static ai.interpretdl.onnx.Proto.encoded;
import static ai.interpretdl.onnx.Proto.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the format allows beyond what exporters mostly write, spelled field by field. */
class ModelReaderTest {
    @TempDir
    Path folder;

    @Test
    void everyKindOfAttributeIsWrittenAsItWasRead() {
        Model model = everyKind();
        assertThat(ModelReader.read(ByteBuffer.wrap(ModelWriter.bytes(model)), folder))
                .isEqualTo(model);
    }

    /** A model with something of everything. */
    static Model everyKind() {
        Tensor tensor = Tensor.of(new float[] {1, 2}, 2);
        Graph graph = new Graph(
                "body", List.of(), List.of(ValueInfo.of("y", ElementType.FLOAT)), List.of(), List.of(), List.of());
        ByteBuffer types = ByteBuffer.wrap(encoded(new Encoder()
                .message(15, new Encoder().message(1, new Encoder().integer(1, 1)))
                .message(15, new Encoder().message(1, new Encoder().integer(1, 7)))));
        Map<String, Attribute> attributes = Map.ofEntries(
                Map.entry("float", Attribute.of(-1.5f)),
                Map.entry("int", Attribute.of(Long.MIN_VALUE)),
                Map.entry("string", Attribute.of("\u0000\u00ff")),
                Map.entry("tensor", Attribute.of(tensor)),
                Map.entry("graph", Attribute.of(graph)),
                Map.entry("floats", new Attribute.OfFloats(List.of(1f, Float.NaN))),
                Map.entry("ints", Attribute.ofInts(1, -2)),
                Map.entry("no ints", Attribute.ofInts()),
                Map.entry("strings", new Attribute.OfStrings(List.of("a", ""))),
                Map.entry("tensors", new Attribute.OfTensors(List.of(tensor, tensor))),
                Map.entry("graphs", new Attribute.OfGraphs(List.of(graph, graph))),
                Map.entry("types", new Attribute.Opaque(14, 15, types)),
                Map.entry("reference", new Attribute.Reference("outer", 2)));
        Node node = new Node("n", "other", "Op", "v", List.of("a", "", "b"), List.of("", "c"), attributes);
        Function function = new Function(
                "f",
                "Op",
                "v",
                List.of("x"),
                List.of("y"),
                List.of("outer"),
                Map.of("d", Attribute.of(1)),
                Map.of("", 18L),
                List.of(node));
        ByteBuffer sequence = ByteBuffer.wrap(encoded(new Encoder().message(4, new Encoder())));
        ValueInfo list = new ValueInfo("s", ElementType.UNDEFINED, Optional.empty(), Optional.of(sequence));
        ValueInfo symbolic = new ValueInfo(
                "x",
                ElementType.BOOL,
                Optional.of(List.of(
                        new ValueInfo.Dim.Symbol("N"), new ValueInfo.Dim.Known(0), new ValueInfo.Dim.Symbol(""))));
        Graph main =
                new Graph("g", List.of(list, symbolic), List.of(list), List.of(), List.of(node), List.of(symbolic));
        return new Model(10, "us 1.0", Map.of("", 18L, "f", 1L), main, List.of(function), Map.of("k", "v"));
    }

    @Test
    void attributesOfTheFirstFilesSayNoKind() {
        Encoder attribute = new Encoder().text(1, "axes").integer(8, 3).integer(8, 4);
        Encoder node = new Encoder().text(4, "Squeeze").message(5, attribute);
        Model model = ModelReader.read(
                ByteBuffer.wrap(encoded(new Encoder().integer(1, 1).message(7, new Encoder().message(1, node)))),
                folder);
        assertThat(model.graph().nodes().get(0).attributes()).isEqualTo(Map.of("axes", Attribute.ofInts(3, 4)));
        assertThat(model.opset("")).hasValue(1);
    }

    @Test
    void unknownFieldsAreSkipped() {
        byte[] group = {(byte) (99 << 3 & 0x7f | 0x83), 6, 0x0b, 0x08, 1, 0x0c, (byte) (99 << 3 & 0x7f | 0x84), 6};
        Encoder graph = new Encoder()
                .integer(77, 5)
                .text(78, "future")
                .float32(79, 1)
                .encoded(ByteBuffer.wrap(group))
                .text(2, "known");
        assertThat(read(graph).graph().name()).isEqualTo("known");
    }

    @Test
    void textThatIsNoUtf8KeepsItsBytes() {
        Encoder graph = new Encoder().bytes(2, new byte[] {(byte) 0xe9, 'a'});
        assertThat(read(graph).graph().name()).isEqualTo("\u00e9a");
    }

    @Test
    void graphsWithinGraphsAreReadUpToALimit() {
        assertThat(read(nested(20)).graph().nodes()).hasSize(1);
        assertThatThrownBy(() -> read(nested(1000))).isInstanceOf(MalformedModelException.class);
    }

    private static Encoder nested(int levels) {
        Encoder graph = new Encoder();
        for (int i = 0; i < levels; i++) {
            Encoder attribute = new Encoder().text(1, "body").message(6, graph).integer(20, 5);
            graph = new Encoder().message(1, new Encoder().text(4, "If").message(5, attribute));
        }
        return graph;
    }

    @Test
    void whatIsNoModelIsRefused() {
        for (byte[] bytes : List.of(new byte[0], "no model at all".getBytes(StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> ModelReader.read(ByteBuffer.wrap(bytes), folder))
                    .isInstanceOf(MalformedModelException.class);
        }
    }

    private Model read(Encoder graph) {
        return ModelReader.read(ByteBuffer.wrap(encoded(model(graph))), folder);
    }
}
