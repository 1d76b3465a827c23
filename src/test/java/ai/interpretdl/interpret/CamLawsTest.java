package ai.interpretdl.interpret;

import static ai.interpretdl.interpret.Cams.RAW;
import static ai.interpretdl.interpret.Cams.ROOMY;
import static ai.interpretdl.interpret.Cams.ROWS;
import static ai.interpretdl.interpret.Cams.about;
import static ai.interpretdl.interpret.Cams.explain;
import static ai.interpretdl.interpret.Cams.relative;
import static ai.interpretdl.interpret.Cams.score;
import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.AblationCam;
import ai.interpretdl.interpret.layer.ChannelSelection;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.interpret.layer.FullGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.GradCamPlusPlus;
import ai.interpretdl.interpret.layer.GuidedGradCam;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.LayerCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.ScoreCam.Weighting;
import ai.interpretdl.interpret.layer.SmoothGradCamPlusPlus;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.layer.XGradCam;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every correct class activation map. */
class CamLawsTest {
    /** One sample a step. */
    private static final long TIGHT = 1;

    @TempDir
    Path folder;

    static Stream<Interpretation> all() {
        return Stream.of(
                new GradCam(RAW),
                new GradCam(MapView.of(Optional.of("active")), GradCam.Weighting.ORIGINAL),
                new GradCamPlusPlus(RAW),
                new XGradCam(RAW),
                new LayerCam(RAW),
                new HiResCam(RAW),
                new EigenCam(RAW),
                new AblationCam(RAW),
                new SmoothGradCamPlusPlus(RAW, 7, new Noise.Gaussian(0.1)),
                new ScoreCam(RAW),
                score(Weighting.INCREASE, ChannelSelection.all()),
                score(Weighting.ORIGINAL, new ChannelSelection(ChannelSelection.By.GRADIENT, 3)),
                new FullGrad(Upsampling.BILINEAR),
                new GuidedGradCam(Optional.of("active"), Upsampling.BILINEAR));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSizeOfAStepDoesNotMatter(Interpretation algorithm) {
        try (Model roomy = Toys.pooled().open(folder, ROWS, ROOMY);
                Model tight = Toys.pooled().open(folder, ROWS, TIGHT)) {
            double[] wide = explain(algorithm, roomy, ROWS);
            assertThat(explain(algorithm, tight, ROWS)).containsExactly(wide, relative(wide));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void rowsAreExplainedEachForItself(Interpretation algorithm) {
        try (Model model = Toys.convolutional().open(folder, ROWS, ROOMY)) {
            double[] both = explain(algorithm, model, ROWS);
            double[] second = explain(algorithm, model, ROWS.rows(1, 2));
            assertThat(Arrays.copyOfRange(both, both.length / 2, both.length)).containsExactly(second, relative(both));
        }
    }

    @Test
    void channelsThatAreTheSameEverywhereDoNoHarm() {
        Tensor flat = Tensor.of(new float[72], 2, 1, 6, 6);
        try (Model model = Toys.convolutional().open(folder, flat, ROOMY)) {
            all().forEach(algorithm -> assertThat(
                            algorithm.interpret(model, about(flat)).quality().nonFinite())
                    .as(algorithm.name())
                    .isZero());
        }
    }

    /** Equations share a program, the others run alone; either way each answer is its own, noise included. */
    @Test
    void togetherIsAsEachAlone() {
        Noise noise = new Noise.Gaussian(0.2);
        List<Interpretation> algorithms = Stream.concat(
                        all(), Stream.of(new SmoothGrad(new Saliency(false), 5, noise, SmoothGrad.Statistic.MEAN)))
                .toList();
        try (Model model = Toys.convolutional().open(folder, ROWS, ROOMY)) {
            List<Explanation> together = Together.interpret(model, about(ROWS), algorithms);
            for (int i = 0; i < algorithms.size(); i++) {
                Explanation alone = algorithms.get(i).interpret(model, about(ROWS));
                double[] expected = alone.attributions().doubles();
                assertThat(together.get(i).algorithm()).isEqualTo(alone.algorithm());
                assertThat(together.get(i).tensors().keySet())
                        .isEqualTo(alone.tensors().keySet());
                assertThat(together.get(i).quality().answerId())
                        .isEqualTo(alone.quality().answerId());
                assertThat(together.get(i).attributions().doubles())
                        .as(alone.algorithm())
                        .containsExactly(expected, relative(expected));
            }
        }
    }

    /** A segmentation's class map is a linear layer on its last maps: its score is spread over the pixels that were asked for. */
    @Test
    void aSegmentationIsExplainedByItsPixels() {
        ExportFixture unet = ExportFixture.named("unet-dynamic");
        Tensor x = Objects.requireNonNull(unet.reference().inputs().get("x")).rows(0, 1);
        try (Model model = InterpretDl.open(unet.file(), Device.cpu())) {
            List<List<Long>> pixels = List.of(List.of(2L, 3L, 4L), List.of(2L, 3L, 5L), List.of(2L, 9L, 12L));
            MapView view = new MapView(Optional.empty(), false, Upsampling.NONE);
            Question about = Question.of(Map.of("x", x)).about(Target.cells(pixels));
            for (Interpretation algorithm : List.<Interpretation>of(new HiResCam(view), new LayerCam(view))) {
                float[] map = algorithm.interpret(model, about).attributions().floats();
                for (int i = 0; i < map.length; i++) {
                    boolean asked = pixels.contains(List.of(2L, (long) i / 16, (long) i % 16));
                    assertThat(map[i] != 0).as(algorithm.name() + " at " + i).isEqualTo(asked);
                }
            }
        }
    }
}
