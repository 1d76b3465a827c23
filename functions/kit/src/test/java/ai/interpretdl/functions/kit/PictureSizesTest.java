package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.image.Picture;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that takes pictures of any size takes those of one size together. */
class PictureSizesTest {
    @TempDir
    Path models;

    @Test
    void picturesOfSeveralSizesAreNoBatch() throws IOException {
        writeModel();
        Explainer explainer = Explainer.over(models);
        byte[] wide = picture(8, 6);
        assertThat(explainer.infer("mean", Inputs.ofImages(List.of(wide, wide))).get("y"))
                .satisfies(y -> assertThat(y.shape().dim(0)).isEqualTo(2));
        assertThatThrownBy(() -> explainer.infer("mean", Inputs.ofImages(List.of(wide, picture(6, 8)))))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).hasValue("image"))
                .hasMessageContaining("several sizes, [1, 3, 6, 8] and [1, 3, 8, 6]");
    }

    private void writeModel() throws IOException {
        ValueInfo.Dim any = new ValueInfo.Dim.Symbol("any");
        Graph graph = new Graph(
                "mean",
                List.of(new ValueInfo(
                        "x", ElementType.FLOAT, Optional.of(List.of(any, new ValueInfo.Dim.Known(3), any, any)))),
                List.of(new ValueInfo("y", ElementType.FLOAT, Optional.empty())),
                List.of(),
                List.of(Node.of("GlobalAveragePool", List.of("x"), List.of("y"), Map.of())),
                List.of());
        ModelWriter.write(
                new Model(8, "mean", Map.of("", 18L), graph, List.of(), Map.of()), models.resolve("mean.onnx"));
        Files.writeString(models.resolve("mean.json"), "{\"image\": {}}");
    }

    private static byte[] picture(int width, int height) {
        return Picture.of(width, height, new byte[3 * width * height]).png();
    }
}
