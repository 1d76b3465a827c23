package ai.interpretdl.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.autodiff.Rule;
import ai.interpretdl.autodiff.Rules;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.program.Subject.Batching;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.testing.ExportFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConformanceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "resnet-basic-fixed",
                "mobilenet-v3-dynamic",
                "swin-dynamic",
                "bert-fixed",
                "gpt-dynamic",
                "gru-dynamic",
                "lstm-lengths-fixed",
                "unet-dynamic",
                "memory-dynamic",
                "loop-fixed"
            })
    void everythingWorksWithRealExports(String export) {
        try (Model model = open(export)) {
            Conformance found = Conformance.of(model);
            assertThat(found.problems()).isEmpty();
            assertThat(found.withoutRule()).isEmpty();
            assertThat(found.slope().orElseThrow().expected()).isPositive();
            assertThat(found.isFull()).as(found.text()).isTrue();
            assertThat(found.cost().gradientBytes()).isGreaterThan(found.cost().forwardBytes());
            assertThat(found.cost().forwardSeconds()).isPositive();
        }
    }

    @Test
    void mapsAreWhatConvolutionsWriteTheLatestFirst() {
        try (Model model = open("resnet-basic-fixed")) {
            assertThat(Conformance.of(model).maps())
                    .extracting(Layer::name)
                    .startsWith("layer3")
                    .contains("layer1");
        }
        try (Model model = open("bert-fixed")) {
            assertThat(Conformance.of(model).maps()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-fixed", "gpt-dynamic", "vit-unfolded", "swin-dynamic"})
    void attentionIsFoundOnceALayer(String export) {
        try (Model model = open(export)) {
            List<String> attention = Conformance.of(model).attention();
            assertThat(attention)
                    .isNotEmpty()
                    .allMatch(name -> model.layer(name).equals(name));
            long softmaxes = model.graph().nodes().stream()
                    .filter(node -> node.operator().equals("Softmax"))
                    .count();
            assertThat(attention).hasSize((int) softmaxes);
        }
    }

    @Test
    void aClassifiersSoftmaxIsNoAttention() {
        try (Model model = open("squeezenet-dynamic")) {
            assertThat(Conformance.of(model).attention()).isEmpty();
        }
    }

    /** The checker is checked: a rule that is wrong by a factor shows. */
    @Test
    void aWrongRuleIsNoticed() {
        Rules wrong = Rules.derivative().with(Map.of("Relu", Rule.unary((g, x, y, dy) -> g.mul(dy, 0.8))));
        Model.Environment environment = new Model.Environment(new OrtEngine(Device.cpu()), new OrtOracle(), wrong);
        try (Model model = Model.open(ExportFixture.named("resnet-basic-fixed").file(), environment)) {
            Conformance found = Conformance.of(model);
            assertThat(found.slope().orElseThrow().relativeError()).isGreaterThan(0.05);
            assertThat(found.isFull()).isFalse();
        }
    }

    @Test
    void anOperatorWithoutRuleIsNamedWithItsNode(@TempDir Path folder) {
        try (Model model = InterpretDl.open(inverse(folder), Device.cpu())) {
            Conformance found = Conformance.of(model);
            assertThat(found.withoutRule()).containsExactly(new Conformance.Gap("com.microsoft:Inverse", "turn"));
            assertThat(found.slope()).isEmpty();
            assertThat(found.isFull()).isFalse();
            assertThat(found.cost().forwardBytes()).isPositive();
            assertThat(found.text()).contains("no gradient").contains("com.microsoft:Inverse (turn)");
            assertThat(found.json().at("/without_rule/0/node").asText()).isEqualTo("turn");
        }
    }

    @Test
    void textAndJsonSayTheSame() {
        try (Model model = open("bert-fixed")) {
            Conformance found = Conformance.of(model);
            assertThat(found.batching()).isEqualTo(Batching.REWRITTEN);
            assertThat(found.text())
                    .startsWith("bert-fixed: everything works")
                    .contains("input_ids INT64[1, 8]")
                    .contains("at word_embeddings");
            assertThat(found.json().path("full").asBoolean()).isTrue();
            assertThat(found.json().path("batching").asText()).isEqualTo("rewritten");
            assertThat(found.json().at("/gradient/value").asText()).isEqualTo("word_embeddings");
            assertThat(found.json().path("digest").asText()).isEqualTo(model.digest());
        }
    }

    private static Model open(String export) {
        return InterpretDl.open(ExportFixture.named(export).file(), Device.cpu());
    }

    /** A matrix and its inverse, by an operator of ONNX Runtime that has no rule. */
    private static Path inverse(Path folder) {
        Node node = new Node("turn", "com.microsoft", "Inverse", "", List.of("x"), List.of("y"), Map.of());
        Graph graph = new Graph(
                "inverse",
                List.of(ValueInfo.of("x", ElementType.FLOAT, 1, 2, 2)),
                List.of(ValueInfo.of("y", ElementType.FLOAT, 1, 2, 2)),
                List.of(),
                List.of(node),
                List.of());
        Path file = folder.resolve("inverse.onnx");
        ModelWriter.write(
                new ai.interpretdl.onnx.Model(
                        8, "test", Map.of("", 18L, "com.microsoft", 1L), graph, List.of(), Map.of()),
                file);
        return file;
    }
}
