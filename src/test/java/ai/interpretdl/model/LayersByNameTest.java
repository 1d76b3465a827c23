package ai.interpretdl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.ValueInfo.Dim;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a request may name a layer, and which one is taken where it names none. */
class LayersByNameTest {
    @ParameterizedTest
    @CsvSource({
        "resnet-basic-dynamic, layer3, layer3",
        "resnet-basic-dynamic, /net/layer3/layer3.0/relu_1/Relu, layer3",
        "resnet-basic-dynamic, *layer3.0/conv?*, /net/layer3/layer3.0/conv2/Conv_output_0",
        "resnet-basic-dynamic, last-convolution, /net/layer3/layer3.0/downsample/downsample.0/Conv_output_0",
        "resnet-basic-dynamic, last-maps, layer3",
        "resnet-basic-dynamic, x, x",
        "vit-dynamic, last-convolution, /net/conv_proj/Conv_output_0"
    })
    void aNameAPatternOrAWord(String file, String reference, String value) {
        try (Model model = open(file)) {
            assertThat(model.layer(reference)).isEqualTo(value);
        }
    }

    @Test
    void aPositionCountsFromEitherEnd() {
        try (Model model = open("resnet-basic-dynamic")) {
            int count = model.layers().size();
            assertThat(model.layer(count - 1)).isEqualTo("output").isEqualTo(model.layer(-1));
            assertThat(model.layer(0)).isEqualTo(model.layers().get(0).name());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.layer(count))
                    .withMessageContaining(String.valueOf(count));
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithNearOnes() {
        try (Model model = open("resnet-basic-dynamic")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.layer("layer4"))
                    .withMessageContaining("layer3");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.layer("*attention*"))
                    .withMessageContaining("[*attention*]");
        }
    }

    @Test
    void aModelWithoutConvolutionsSaysSo() {
        try (Model model = open("bert-dynamic")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.layer("last-convolution"))
                    .withMessageContaining("no convolution");
        }
    }

    /** Behind the normalisation of a transformer that normalises first; elsewhere as the default. */
    @ParameterizedTest
    @CsvSource({
        "vit-dynamic, /net/encoder/layers/encoder_layer_1/ln_1/Add_1_output_0",
        "mlp-mixer-dynamic, /net/norm/Add_1_output_0",
        "swin-dynamic, /net/permute/Transpose_output_0",
        "resnet-basic-dynamic, layer3"
    })
    void whatIsReadOfTheLastMaps(String file, String value) {
        try (Model model = open(file)) {
            assertThat(model.defaultNormalisedLayer()).isEqualTo(value);
        }
    }

    /** Maps before a pool; tokens before the last attention where a class token reads them; what a segmentation's last layer reads. */
    @ParameterizedTest
    @CsvSource({
        "resnet-basic-dynamic, layer3",
        "googlenet-dynamic, mixed2",
        "mlp-mixer-dynamic, /net/norm/Add_1_output_0",
        "vit-dynamic, encoder.layers.encoder_layer_0",
        "vit-fixed, encoder.layers.encoder_layer_0",
        "swin-dynamic, /net/permute/Transpose_output_0",
        "unet-dynamic, /net/join1/join1.5/Relu_output_0"
    })
    void theLastValueOverThePictureThatEverythingPasses(String file, String value) {
        try (Model model = open(file)) {
            assertThat(model.defaultLayer()).isEqualTo(value);
        }
    }

    @Test
    void aTextHasNoMaps() {
        try (Model model = open("bert-dynamic")) {
            assertThatIllegalArgumentException().isThrownBy(model::defaultLayer).withMessageContaining("name a layer");
        }
    }

    /** Five strides of 2, as in a ResNet, leave 7 x 7 cells of a usual picture: the last maps are maps also where the file leaves its size open. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPictureOfOpenSizeHasAUsualOne(boolean channelsLast, @TempDir Path folder) {
        try (Model model = InterpretDl.open(halving(channelsLast, folder), Device.cpu())) {
            assertThat(model.defaultLayer()).isEqualTo("maps.5");
            assertThat(model.layers().stream().filter(layer -> layer.name().equals("maps.5")))
                    .extracting(Layer::dims)
                    .containsExactly(List.of(1L, 3L, 7L, 7L));
        }
    }

    private static Path halving(boolean channelsLast, Path folder) {
        Dim open = new Dim.Symbol("any");
        Dim channels = new Dim.Known(3);
        List<Dim> dims = channelsLast ? List.of(open, open, open, channels) : List.of(open, channels, open, open);
        List<Node> nodes = new ArrayList<>();
        nodes.add(
                channelsLast
                        ? Node.of(
                                "Transpose",
                                List.of("x"),
                                List.of("maps.0"),
                                Map.of("perm", Attribute.ofInts(0, 3, 1, 2)))
                        : Node.of("Identity", List.of("x"), List.of("maps.0"), Map.of()));
        Map<String, Attribute> halved = Map.of("strides", Attribute.ofInts(2, 2));
        for (int stage = 1; stage <= 5; stage++) {
            nodes.add(Node.of("Conv", List.of("maps." + (stage - 1), "w"), List.of("maps." + stage), halved));
        }
        nodes.add(Node.of("GlobalAveragePool", List.of("maps.5"), List.of("means"), Map.of()));
        nodes.add(Node.of("Flatten", List.of("means"), List.of("output"), Map.of()));
        Graph graph = new Graph(
                "halving",
                List.of(new ValueInfo("x", ElementType.FLOAT, Optional.of(dims))),
                List.of(new ValueInfo("output", ElementType.FLOAT, Optional.empty())),
                List.of(new Weight.Inline("w", Tensor.full(Shape.of(3, 3, 1, 1), 0.5f))),
                nodes,
                List.of());
        Path file = folder.resolve("halving.onnx");
        ModelWriter.write(new ai.interpretdl.onnx.Model(8, "test", Map.of("", 18L), graph, List.of(), Map.of()), file);
        return file;
    }

    private static Model open(String file) {
        return InterpretDl.open(ExportFixture.named(file).file(), Device.cpu());
    }
}
