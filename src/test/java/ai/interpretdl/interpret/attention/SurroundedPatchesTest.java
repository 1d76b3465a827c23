package ai.interpretdl.interpret.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.attention.BidirectionalTransformer.Perception;
import ai.interpretdl.interpret.attention.GenericAttention.Heads;
import ai.interpretdl.interpret.attention.TransformerFile.Cut;
import ai.interpretdl.interpret.layer.AblationCam;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.interpret.layer.LayerGradient;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.model.Model;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patches are found where the graph says that they stand: behind other tokens, before them, or between. */
class SurroundedPatchesTest {
    private static final String PLACES = """
            CONVOLUTION, 1, 0, true
            CONVOLUTION, 0, 1, true
            RESHAPED, 0, 2, true
            RESHAPED, 1, 1, true
            CONVOLUTION, 1, 4, true
            CONVOLUTION, 1, 4, false
            RESHAPED, 5, 1, false
            CONVOLUTION, 10, 2, true
            """;

    @TempDir
    Path folder;

    /** Attention knows no positions: nothing changes when the other tokens all stand in front. */
    @ParameterizedTest
    @CsvSource(textBlock = PLACES)
    void mapsDoNotDependOnWhereOtherTokensStand(Cut cut, int before, int behind, boolean atOnce) {
        try (Model model = open(cut, before, behind, atOnce);
                Model usual = open(cut, before + behind, 0, true)) {
            for (Interpretation algorithm : algorithms()) {
                Tensor expected = algorithm
                        .interpret(usual, PatchesTest.about(PatchesTest.wave()))
                        .attributions();
                Tensor found = algorithm
                        .interpret(model, PatchesTest.about(PatchesTest.wave()))
                        .attributions();
                assertThat(found.shape()).as(algorithm.name()).isEqualTo(expected.shape());
                assertThat(found.doubles())
                        .as(algorithm.name())
                        .containsExactly(expected.doubles(), rounding(expected.doubles()));
            }
        }
    }

    private static List<Interpretation> algorithms() {
        Scope patches = Scope.all().byPatches();
        MapView joined = MapView.raw("sequence");
        return List.of(
                new Rollout(Scope.all()),
                new Rollout(patches),
                new GenericAttention(patches, Heads.AFTER_PRODUCT),
                new AttentionXGradient(patches, true),
                new TransitionAttentionMaps(patches, 3),
                new BidirectionalTransformer(patches, Perception.TOKEN, 3),
                new GradCam(joined),
                new GradCam(MapView.raw("0.sum")),
                new HiResCam(joined),
                new EigenCam(joined),
                new AblationCam(joined),
                new ScoreCam(joined));
    }

    @ParameterizedTest
    @CsvSource(textBlock = PLACES)
    void rolloutIsTheProductOfItsLayers(Cut cut, int before, int behind, boolean atOnce) {
        try (Model model = open(cut, before, behind, atOnce)) {
            int cells = cells(cut);
            double[][] product = Matrices.identity(before + cells + behind);
            for (int l = 0; l < TransformerFile.LAYERS; l++) {
                product = Matrices.times(mixed(values(model, l + ".attention"), product.length), product);
            }
            double[] read = product[before > 0 ? 0 : cells];
            double[] expected = Arrays.copyOfRange(read, before, before + cells);
            Tensor found = new Rollout(Scope.all().byPatches())
                    .interpret(model, PatchesTest.about(PatchesTest.wave()))
                    .attributions();
            assertThat(found.shape().dims()).containsExactly(1, 2, cells / 2);
            assertThat(found.doubles()).containsExactly(expected, rounding(expected));
        }
    }

    /** (A + I) / 2, A the mean over heads. */
    private static double[][] mixed(double[] attention, int tokens) {
        double[][] mean = new double[tokens][tokens];
        int size = tokens * tokens;
        for (int h = 0; h < TransformerFile.HEADS; h++) {
            int head = h;
            Matrices.fill(mean, (i, j) -> attention[head * size + i * tokens + j] / TransformerFile.HEADS / 2);
        }
        Matrices.fill(mean, (i, j) -> i == j ? 0.5 : 0);
        return mean;
    }

    @ParameterizedTest
    @CsvSource(textBlock = PLACES)
    void gradCamIsOfThePatchesAlone(Cut cut, int before, int behind, boolean atOnce) {
        try (Model model = open(cut, before, behind, atOnce)) {
            double[] a = values(model, "sequence");
            double[] slope = new LayerGradient(Optional.of("sequence"))
                    .interpret(model, PatchesTest.about(PatchesTest.wave()))
                    .attributions()
                    .doubles();
            int channels = TransformerFile.WIDTH;
            double[] expected = new double[cells(cut)];
            for (int c = 0; c < channels; c++) {
                double weight = 0;
                for (int i = 0; i < expected.length; i++) {
                    weight += slope[(before + i) * channels + c] / expected.length;
                }
                for (int i = 0; i < expected.length; i++) {
                    expected[i] += weight * a[(before + i) * channels + c];
                }
            }
            assertThat(new GradCam(MapView.raw("sequence"))
                            .interpret(model, PatchesTest.about(PatchesTest.wave()))
                            .attributions()
                            .doubles())
                    .containsExactly(expected, rounding(expected));
        }
    }

    private Model open(Cut cut, int before, int behind, boolean atOnce) {
        return InterpretDl.open(TransformerFile.ofSurrounded(cut, before, behind, atOnce, folder), Device.cpu());
    }

    private static int cells(Cut cut) {
        return cut == Cut.CONVOLUTION ? 12 : 6;
    }

    private static double[] values(Model model, String layer) {
        return new LayerActivation(Optional.of(layer))
                .interpret(model, PatchesTest.about(PatchesTest.wave()))
                .attributions()
                .doubles();
    }

    /** float32 rounds what goes through two blocks at 1e-6 of the largest. */
    private static Offset<Double> rounding(double[] values) {
        return within(1e-4 * Arrays.stream(values).map(Math::abs).max().orElseThrow() + 1e-30);
    }
}
