package ai.interpretdl.interpret.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.attention.GenericAttention.Heads;
import ai.interpretdl.interpret.attention.TransformerFile.Cut;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.model.Layer;
import ai.interpretdl.model.Layout;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Extent;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention and layers find the patches of a picture by the same rules. */
class PatchesTest {
    static final int HEIGHT = 4;
    static final int WIDTH = 6;

    @TempDir
    Path folder;

    static Question about(double[] pixels) {
        return Question.of(Map.of("image", Tensor.of(ElementType.FLOAT, pixels, 1, 1, HEIGHT, WIDTH)))
                .about(Target.ofClass(1));
    }

    static double[] wave() {
        double[] pixels = new double[HEIGHT * WIDTH];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.sin(0.9 * i + 0.2);
        }
        return pixels;
    }

    /**
     * A picture that is not square. Oblong patches behind three registers were known to attention alone, by their convolution; patches that no
     * convolution cut, behind a class token and four registers, to layers alone.
     */
    @ParameterizedTest
    @CsvSource({"CONVOLUTION, 3, 2, 6", "RESHAPED, 5, 2, 3"})
    void patchesThatOnlyOneOfThemKnew(Cut cut, int before, int rows, int columns) {
        try (Model model = InterpretDl.open(TransformerFile.ofPictures(cut, before, folder), Device.cpu())) {
            Question question = about(wave());
            long[] map = {1, rows, columns};
            Scope patches = Scope.all().byPatches();
            for (AttentionAttribution algorithm :
                    List.of(new Rollout(patches), new GenericAttention(patches, Heads.AFTER_PRODUCT))) {
                assertThat(algorithm
                                .interpret(model, question)
                                .attributions()
                                .shape()
                                .dims())
                        .containsExactly(map);
            }
            assertThat(new GradCam(MapView.raw("sequence"))
                            .interpret(model, question)
                            .attributions()
                            .shape()
                            .dims())
                    .containsExactly(map);
            assertThat(model.mapLayers())
                    .extracting(Layer::dims)
                    .contains(List.of(1L, (long) before + rows * columns, (long) TransformerFile.WIDTH));
        }
    }

    /** Of a picture that is dark but for one patch. */
    @ParameterizedTest
    @CsvSource({"CONVOLUTION, 3, 2, 1", "RESHAPED, 5, 2, 2"})
    void whatShinesIsWhereItShines(Cut cut, int before, int high, int wide) {
        try (Model model = InterpretDl.open(TransformerFile.ofPictures(cut, before, folder), Device.cpu())) {
            int columns = WIDTH / wide;
            for (int patch = 0; patch < HEIGHT / high * columns; patch++) {
                double[] pixels = new double[HEIGHT * WIDTH];
                for (int i = 0; i < pixels.length; i++) {
                    boolean shines = i / WIDTH / high == patch / columns && i % WIDTH / wide == patch % columns;
                    pixels[i] = shines ? 1 : 0;
                }
                double[] map = new EigenCam(MapView.raw("sequence"))
                        .interpret(model, about(pixels))
                        .attributions()
                        .doubles();
                for (int cell = 0; cell < map.length; cell++) {
                    assertThat(map[cell] > 1e-3).isEqualTo(cell == patch);
                    assertThat(cell == patch ? 0 : map[cell]).isCloseTo(0, within(1e-6));
                }
            }
        }
    }

    /** Channels are no tokens behind three others, though a grid of that many less three would lie over the picture. */
    @Test
    void flattenedMapsAreNoUnusualTokens() {
        Shape picture = Shape.of(3, 16, 16);
        Extent grid = new Extent(8, 8);
        assertThat(Layout.onPicture(Shape.of(19, 64), picture, List.of())).isEqualTo(new Layout.Flattened(grid));
        assertThat(Layout.onPicture(Shape.of(19, 7), picture, List.of()))
                .isEqualTo(new Layout.Tokens(3, new Extent(4, 4), 0));
        assertThat(Layout.onPicture(Shape.of(65, 64), picture, List.of())).isEqualTo(new Layout.Tokens(1, grid, 0));
    }

    /** Attention comes from tokens, whatever their number; nothing else takes a square that is none of the picture. */
    @Test
    void onlyTokensAreTakenForASquareOfTheirOwn() {
        Shape picture = Shape.of(3, 8, 24);
        assertThat(Layout.ofTokens(37, picture, List.of(), List.of()))
                .isEqualTo(Optional.of(new Layout.Tokens(1, new Extent(6, 6), 0)));
        assertThat(Layout.ofTokens(38, picture, List.of(), List.of())).isEmpty();
        assertThat(Layout.onPicture(Shape.of(37, 7), picture, List.of()).isSpatial())
                .isFalse();
    }
}
