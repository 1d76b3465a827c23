package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.GradCamPlusPlus;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.interpret.layer.LayerCam;
import ai.interpretdl.interpret.layer.LayerGradient;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.ChunkSizes;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Program;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import ai.interpretdl.testing.Rounding;
import ai.interpretdl.testing.WatchedEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several algorithms at once: what each says alone, for less. */
class TogetherTest {
    private static final long ROOMY = 1L << 24;
    private static final MapView VIEW = MapView.raw("again");
    private static final Tensor PICTURES =
            Toys.tensor(2, 36, i -> 0.5 + 0.4 * Math.sin(1.3 * i)).reshape(2, 1, 6, 6);
    private static final Tensor ROWS = Toys.tensor(2, 6, i -> Math.sin(3.0 * i) + 0.3);
    private static final List<Interpretation> MAPS =
            List.of(new GradCam(VIEW), new LayerCam(VIEW), new HiResCam(VIEW), new GradCamPlusPlus(VIEW));
    private static final Interpretation LIME =
            new Lime(Features.elements(), Baseline.zeros(), 30, new Locality(0.25), new Ridge(0));
    /** Two equations, two that sample, and one that is more than an equation. */
    private static final List<Interpretation> ANY = List.of(
            new Saliency(false),
            new SmoothGrad(new Saliency(false), 5, new Noise.Gaussian(0.2), SmoothGrad.Statistic.MEAN),
            new InputXGradient(),
            new GradientShap(Baseline.zeros(), 4, new Noise.Gaussian(0.1)),
            LIME);

    private static final Interpretation ABLATION = new FeatureAblation(Features.elements(), Baseline.zeros());
    private static final Interpretation SHAP = new KernelShap(Features.elements(), Baseline.zeros(), 20);

    @TempDir
    Path folder;

    private static Question about(Tensor rows) {
        return Question.of(Map.of("x", rows)).seeded(3);
    }

    private static void isAsEachAlone(Model model, Question question, List<Interpretation> algorithms) {
        List<Explanation> together = Together.interpret(model, question, algorithms);
        for (int i = 0; i < algorithms.size(); i++) {
            Explanation alone = algorithms.get(i).interpret(model, question);
            assertThat(together.get(i).algorithm()).isEqualTo(alone.algorithm());
            Rounding.same(together.get(i).tensors(), alone.tensors());
            assertThat(together.get(i).predicted()).isEqualTo(alone.predicted());
            assertThat(together.get(i).quality().answerId())
                    .isEqualTo(alone.quality().answerId());
            assertThat(together.get(i).quality().samples())
                    .isEqualTo(alone.quality().samples());
        }
    }

    @Test
    void eachAnswerIsTheOneThatTheAlgorithmGivesAlone() {
        try (Model model = Toys.gated(6).open(folder, ROWS, ROOMY)) {
            isAsEachAlone(model, about(ROWS), ANY);
        }
    }

    @Test
    void thoseThatSampleShareNothing() {
        try (Model model = Toys.gated(6).open(folder, ROWS, ROOMY)) {
            isAsEachAlone(model, about(ROWS), List.of(ANY.get(1), ANY.get(3)));
        }
    }

    @Test
    void severalClassesAreAnsweredToo() {
        try (Model model = Toys.gated(6).open(folder, ROWS, ROOMY)) {
            isAsEachAlone(model, about(ROWS).about(new Target.Top(2)), ANY);
        }
    }

    /** The slopes of a weight belong to a row each. */
    @Test
    void rowsOfAnExplainedWeightAreAskedOneByOne() {
        try (Model model = Toys.gated(6).open(folder, ROWS, ROOMY)) {
            String weight = model.weightLayers().get(0).get(0);
            isAsEachAlone(
                    model,
                    about(ROWS).explaining(List.of(weight)),
                    List.of(new Saliency(false), new InputXGradient(), new Saliency(true)));
        }
    }

    @Test
    void rowsThatAreAskedOneByOneAreJoined() {
        try (Model model = Toys.mixing(6).openOfOneRow(folder, ROWS, ROOMY)) {
            assertThat(model.batching(about(ROWS).inputs())).isEqualTo(Subject.Batching.SINGLE);
            isAsEachAlone(model, about(ROWS), ANY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"vit-dynamic", "swin-dynamic", "mlp-mixer-dynamic", "convnext-unfolded", "mobilenet-v2-unfolded"
            })
    void anExportedNetworkSaysTheSameWhateverElseIsAsked(String export) {
        ExportFixture fixture = ExportFixture.named(export);
        try (Model model = InterpretDl.open(fixture.file(), Device.cpu())) {
            MapView maps = MapView.raw(model.defaultLayer());
            Optional<String> early = Optional.of(
                    model.mapLayers().get(model.mapLayers().size() - 1).name());
            isAsEachAlone(
                    model,
                    Question.of(fixture.reference().inputs()),
                    List.of(
                            new EigenCam(maps),
                            new LayerActivation(early),
                            new GradCam(maps),
                            new Saliency(false),
                            ANY.get(1),
                            new GuidedBackprop(),
                            new LayerGradient(early)));
        }
    }

    @Test
    void oneThatDoesNotFitLeavesTheOthersTheirAnswers() {
        GradCam lost = new GradCam(MapView.raw("bent"));
        try (Model model = Toys.pooled().open(folder, PICTURES, ROOMY)) {
            Together together = Together.of(model, about(PICTURES), List.of(MAPS.get(0), lost, MAPS.get(1)));
            assertThat(together.answer(0).tensors())
                    .isEqualTo(MAPS.get(0).interpret(model, about(PICTURES)).tensors());
            assertThat(together.answer(2).tensors())
                    .isEqualTo(MAPS.get(1).interpret(model, about(PICTURES)).tensors());
            assertThatThrownBy(() -> together.answer(1)).hasMessageContaining("bent");
        }
    }

    @Test
    void thoseThatSampleAskAboutTheInputItselfOnce() {
        assertThat(passes(Toys.gated(6), about(ROWS), List.of(LIME))).isEqualTo(1);
        assertThat(passes(Toys.gated(6), about(ROWS), List.of(LIME, ABLATION, ANY.get(1), SHAP, LIME)))
                .isEqualTo(1);
    }

    @Test
    void theProgramOfSeveralTellsTheOthers() {
        List<Interpretation> algorithms = List.of(LIME, new Saliency(false), ABLATION, ANY.get(1), SHAP);
        assertThat(passes(Toys.gated(6), about(ROWS), algorithms)).isEqualTo(1);
    }

    @Test
    void allClassesAreReadOffOneOutput() {
        Question question = about(ROWS).about(new Target.Top(3));
        assertThat(passes(Toys.gated(6), question, List.of(LIME, ABLATION, ANY.get(1), SHAP)))
                .isEqualTo(1);
    }

    @Test
    void rowsThatAreAskedOneByOneAreAskedOnceEach() {
        Model model = Toys.mixing(6).openOfOneRow(folder, ROWS, ROOMY);
        assertThat(passes(model, about(ROWS), List.of(LIME, ANY.get(1), SHAP))).isEqualTo(2);
    }

    private int passes(Toys toy, Question question, List<Interpretation> algorithms) {
        return passes(toy.open(folder, ROWS, ROOMY), question, algorithms);
    }

    /** How many programs without samples run a toy, which has matrices. */
    private static int passes(Model toy, Question question, List<Interpretation> algorithms) {
        AtomicInteger passes = new AtomicInteger();
        WatchedEngine engine = new WatchedEngine(
                new OrtEngine(Device.cpu(), ROOMY),
                source -> passes.addAndGet(
                        source.trace(ChunkSizes.ones()).innermost().isEmpty() && operators(source, "Gemm|MatMul") > 0
                                ? 1
                                : 0),
                () -> {});
        try (toy;
                Model model = Model.open(
                        toy.file(),
                        new Model.Environment(
                                engine, new OrtOracle(), Device.cpu().rules()))) {
            model.batching(question.inputs());
            passes.set(0);
            Together.interpret(model, question, algorithms);
            return passes.get();
        }
    }

    /** Maps of one layer take the convolutions that one of them takes: those of one forward and one backward pass. */
    @Test
    void mapsOfOneLayerShareTheirPasses() {
        AtomicLong convolutions = new AtomicLong();
        WatchedEngine engine = new WatchedEngine(
                new OrtEngine(Device.cpu(), ROOMY),
                source -> convolutions.addAndGet(operators(source, "Conv.*")),
                () -> {});
        try (Model toy = Toys.convolutional().open(folder, PICTURES, ROOMY);
                Model model = Model.open(
                        toy.file(),
                        new Model.Environment(
                                engine, new OrtOracle(), Device.cpu().rules()))) {
            MAPS.get(0).interpret(model, about(PICTURES));
            long one = convolutions.getAndSet(0);
            Together.interpret(model, about(PICTURES), MAPS);
            assertThat(convolutions).hasValue(one);
        }
    }

    /** How many nodes a program without samples has of some operators. */
    private static long operators(Engine.Source source, String which) {
        return source.trace(ChunkSizes.ones()).stages().stream()
                .flatMap(stage -> ((Program.Run) stage).model().graph().nodes().stream())
                .filter(node -> node.operator().matches(which))
                .count();
    }
}
