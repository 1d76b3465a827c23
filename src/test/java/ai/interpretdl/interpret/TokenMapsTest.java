package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.layer.AblationCam;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.interpret.layer.FullGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.GradCamPlusPlus;
import ai.interpretdl.interpret.layer.GuidedGradCam;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.LayerCam;
import ai.interpretdl.interpret.layer.LayerGradientXActivation;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.SmoothGradCamPlusPlus;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.layer.XGradCam;
import ai.interpretdl.model.Layer;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and windows of vision transformers become maps by their shapes alone. */
class TokenMapsTest {
    /** Every map over the cells of a layer. */
    private static List<Interpretation> all(MapView view) {
        return Stream.<Function<MapView, Interpretation>>of(
                        GradCam::new,
                        GradCamPlusPlus::new,
                        XGradCam::new,
                        LayerCam::new,
                        HiResCam::new,
                        EigenCam::new,
                        AblationCam::new,
                        v -> new ScoreCam(v),
                        v -> new SmoothGradCamPlusPlus(v, 3, new Noise.Relative(0.1)))
                .map(algorithm -> algorithm.apply(view))
                .toList();
    }

    /** The same numbers in another arrangement: maps of a convolution, tokens, tokens behind a class token. */
    @ParameterizedTest
    @ValueSource(strings = {"vit-dynamic", "vit-fixed"})
    void tokensLieWhereTheirPatchesDo(String file) {
        ExportFixture fixture = ExportFixture.named(file);
        try (Model model = open(fixture)) {
            String maps = value(model, layer -> layer.dims().equals(List.of(1L, 16L, 3L, 3L)));
            String tokens = value(model, layer -> layer.dims().equals(List.of(1L, 9L, 16L)));
            String behindClass = value(model, layer -> layer.dims().equals(List.of(1L, 10L, 16L)));
            assertThat(model.layers().stream()
                            .filter(layer -> layer.name().equals(behindClass))
                            .findFirst()
                            .orElseThrow()
                            .operator())
                    .isEqualTo("Concat");
            for (Interpretation algorithm : all(MapView.raw(maps))) {
                double[] expected = explain(algorithm, model, fixture);
                // a channel is switched off in the class token too, which is no part of the convolution's maps
                boolean whole = algorithm instanceof AblationCam;
                for (String other : whole ? List.of(tokens) : List.of(tokens, behindClass)) {
                    Interpretation likewise = named(algorithm, all(MapView.raw(other)));
                    assertThat(explain(likewise, model, fixture))
                            .as(algorithm.name() + " of " + other)
                            .containsExactly(expected, relative(expected));
                }
            }
        }
    }

    /** What is cut into windows, rolled before or not, is what the windows are made of: all maps of both are the same. */
    @ParameterizedTest
    @CsvSource({
        "swin-dynamic, features.1/features.1.0, norm1/Add_1_output_0",
        "swin-dynamic, features.1/features.1.1, norm1/Add_1_output_0",
        "swin-fixed, features.1/features.1.1, norm1/Add_1_output_0",
        "swin-v2-fixed, features.1/features.1.1, attn/Pad_output_0"
    })
    void windowsLieWhereTheyWereCut(String file, String block, String whole) {
        ExportFixture fixture = ExportFixture.named(file);
        try (Model model = open(fixture)) {
            String uncut = "/net/features/" + block + "/" + whole;
            String windows = value(
                    model,
                    layer -> layer.name().startsWith("/net/features/" + block + "/attn/Reshape")
                            && layer.dims().equals(List.of(16L, 16L, 8L)));
            for (Interpretation algorithm : all(MapView.raw(uncut))) {
                double[] expected = explain(algorithm, model, fixture);
                Interpretation likewise = named(algorithm, all(MapView.raw(windows)));
                assertThat(explain(likewise, model, fixture))
                        .as(algorithm.name())
                        .containsExactly(expected, relative(expected));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vit-dynamic", "vit-fixed", "swin-dynamic", "swin-v2-fixed", "mlp-mixer-dynamic"})
    void everyMapNeedsNoNameAndNoReshaping(String file) {
        ExportFixture fixture = ExportFixture.named(file);
        Tensor input = input(fixture);
        try (Model model = open(fixture)) {
            Stream<Interpretation> more = Stream.of(
                    new FullGrad(Upsampling.BILINEAR), new GuidedGradCam(Optional.empty(), Upsampling.BILINEAR));
            MapView view = new MapView(Optional.empty(), false, Upsampling.BILINEAR);
            Stream.concat(all(view).stream(), more).forEach(algorithm -> {
                Tensor map = algorithm.interpret(model, about(fixture)).attributions();
                assertThat(map.shape().dim(0)).isEqualTo(input.shape().dim(0));
                assertThat(map.shape().dim(-1)).isEqualTo(input.shape().dim(-1));
                assertThat(Arrays.stream(map.doubles()))
                        .as(algorithm.name())
                        .allMatch(Double::isFinite)
                        .anyMatch(v -> v != 0);
            });
        }
    }

    /** A normalisation does not change with the length of what it reads, so that the gradient is orthogonal to it, token by token. */
    @ParameterizedTest
    @ValueSource(strings = {"vit-dynamic", "vit-fixed"})
    void hiResCamIsReadBehindTheNormalisation(String file) {
        ExportFixture fixture = ExportFixture.named(file);
        try (Model model = open(fixture)) {
            String stream = model.defaultLayer();
            double[] products = explain(new LayerGradientXActivation(Optional.of(stream)), model, fixture);
            double size = Arrays.stream(products).map(Math::abs).max().orElseThrow();
            // float32 rounds at 1e-7 of what is added up
            assertThat(explain(new HiResCam(MapView.raw(stream)), model, fixture))
                    .containsOnly(new double[1], within(1e-4 * size));
            double[] read =
                    explain(new HiResCam(new MapView(Optional.empty(), false, Upsampling.NONE)), model, fixture);
            assertThat(Arrays.stream(read).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-2 * size);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vit-dynamic", "swin-dynamic"})
    void whatHoldsWholeNumbersIsNoLayer(String file) {
        ExportFixture fixture = ExportFixture.named(file);
        try (Model model = open(fixture)) {
            String sizes = value(model, layer -> layer.operator().equals("Shape"));
            List<Interpretation> algorithms = List.of(
                    new GradCam(MapView.raw(sizes)),
                    new EigenCam(MapView.raw(sizes)),
                    new AblationCam(MapView.raw(sizes)),
                    new LayerGradientXActivation(Optional.of(sizes)));
            for (Interpretation algorithm : algorithms) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> algorithm.interpret(model, about(fixture)))
                        .withMessageContaining("[" + sizes + "] holds INT64");
            }
        }
    }

    @Test
    void aPictureThatLeavesNoCellsIsTooSmall() {
        try (Model model = open(ExportFixture.named("unet-aligned-dynamic"))) {
            Question question = Question.of(Map.of("x", Tensor.of(new float[3 * 2 * 2], 1, 3, 2, 2)))
                    .about(Target.ofClass(1));
            for (Interpretation algorithm :
                    List.of(new GradCam(MapView.standard()), new ScoreCam(MapView.standard()))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> algorithm.interpret(model, question))
                        .withMessageContaining("too small");
            }
        }
    }

    private static Interpretation named(Interpretation algorithm, List<Interpretation> among) {
        return among.stream()
                .filter(other -> other.name().equals(algorithm.name()))
                .findFirst()
                .orElseThrow();
    }

    private static String value(Model model, Predicate<Layer> which) {
        return model.layers().stream().filter(which).findFirst().orElseThrow().name();
    }

    private static Model open(ExportFixture fixture) {
        return InterpretDl.open(fixture.file(), Device.cpu());
    }

    private static Tensor input(ExportFixture fixture) {
        return fixture.reference().inputs().get("x");
    }

    private static Question about(ExportFixture fixture) {
        return Question.of(Map.of("x", input(fixture))).about(Target.ofClass(1));
    }

    private static double[] explain(Interpretation algorithm, Model model, ExportFixture fixture) {
        return algorithm.interpret(model, about(fixture)).attributions().doubles();
    }

    /** float32 rounds what goes through two transformer blocks at 1e-6 of the largest. */
    private static org.assertj.core.data.Offset<Double> relative(double[] values) {
        return within(1e-3 * Arrays.stream(values).map(Math::abs).max().orElse(0) + 1e-30);
    }
}
