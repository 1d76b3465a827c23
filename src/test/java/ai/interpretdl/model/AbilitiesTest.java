package ai.interpretdl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.layer.LayerGradient;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import ai.interpretdl.testing.TreeModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AbilitiesTest {
    private static final Node INVERSE =
            new Node("", "com.microsoft", "Inverse", "", List.of("x"), List.of("turned"), Map.of());

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resnet-basic-fixed | GRADIENT PICTURE LAYERS LAYER_GRADIENT",
                "vit-unfolded | GRADIENT PICTURE LAYERS LAYER_GRADIENT ATTENTION",
                "bert-fixed | GRADIENT LAYERS LAYER_GRADIENT ATTENTION",
                "gru-dynamic | GRADIENT LAYERS LAYER_GRADIENT"
            })
    void networksHaveGradientsAndSomeAttention(String export, String abilities) {
        assertThat(of(ExportFixture.named(export).file()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(abilities.split(" "))
                        .map(Ability::valueOf)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(TreeModel.Kind.class)
    void treesHaveScoresAlone(TreeModel.Kind kind) {
        TreeModel.write(folder);
        assertThat(of(folder.resolve(kind + ".onnx"))).isEmpty();
    }

    /** What cannot be passed stops the gradient at the input, but not above it. */
    @Test
    void aLayerBehindAnOperatorWithoutRuleHasItsGradient() {
        Path file = write(List.of(INVERSE, Node.of("Sigmoid", List.of("turned"), List.of("y"), Map.of())));
        assertThat(of(file)).containsExactlyInAnyOrder(Ability.LAYERS, Ability.LAYER_GRADIENT);
        Tensor x = Tensor.of(new float[] {2, 1, 1, 1}, 1, 2, 2);
        double[] slopes = DoubleStream.of(1, -1, -1, 2)
                .map(turned -> 1 / (1 + Math.exp(-turned)))
                .map(y -> y * (1 - y))
                .toArray();
        try (Model model = InterpretDl.open(file, Device.cpu())) {
            assertThat(new LayerGradient(Optional.of("turned"))
                            .interpret(model, Question.of(Map.of("x", x)).about(Target.sum()))
                            .attributions()
                            .doubles())
                    .containsExactly(slopes, within(1e-5));
        }
    }

    @Test
    void anOperatorWithoutRuleAtTheEndLeavesTheLayersOnly() {
        Node root = Node.of("Sigmoid", List.of("x"), List.of("inner"), Map.of());
        Node last = new Node("", "com.microsoft", "Inverse", "", List.of("inner"), List.of("y"), Map.of());
        assertThat(of(write(List.of(root, last)))).containsExactly(Ability.LAYERS);
    }

    /** Before boxes are dropped everything may be asked. */
    @Test
    void nothingIsKnownToBeMissingWhereShapesDependOnTheData() {
        Node some = Node.of("NonZero", List.of("x"), List.of("places"), Map.of());
        Node y = Node.of("Cast", List.of("places"), List.of("y"), Map.of("to", Attribute.of(1)));
        assertThat(of(write(List.of(some, y)))).containsExactlyInAnyOrder(Ability.values());
    }

    private static Set<Ability> of(Path file) {
        try (Model model = InterpretDl.open(file, Device.cpu())) {
            return model.abilities();
        }
    }

    private Path write(List<Node> nodes) {
        Graph graph = new Graph(
                "small",
                List.of(ValueInfo.of("x", ElementType.FLOAT, 1, 2, 2)),
                List.of(new ValueInfo("y", ElementType.FLOAT, Optional.empty())),
                List.of(),
                nodes,
                List.of());
        Path file = folder.resolve("small.onnx");
        ModelWriter.write(
                new ai.interpretdl.onnx.Model(
                        8, "test", Map.of("", 18L, "com.microsoft", 1L), graph, List.of(), Map.of()),
                file);
        return file;
    }
}
