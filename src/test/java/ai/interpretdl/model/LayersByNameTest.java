package ai.interpretdl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.testing.ExportFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static Model open(String file) {
        return InterpretDl.open(ExportFixture.named(file).file(), Device.cpu());
    }
}
