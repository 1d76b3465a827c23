package ai.interpretdl.interpret;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.evaluate.EvaluationCasesTest;
import ai.interpretdl.interpret.input.Deconvnet;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.ExactShapley;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.ChannelSelection;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.GuidedGradCam;
import ai.interpretdl.interpret.layer.InternalInfluence;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.interpret.layer.LayerConductance;
import ai.interpretdl.interpret.layer.LayerDeepLift;
import ai.interpretdl.interpret.layer.LayerFeatureAblation;
import ai.interpretdl.interpret.layer.LayerGradientXActivation;
import ai.interpretdl.interpret.layer.LayerIntegratedGradients;
import ai.interpretdl.interpret.layer.LayerLrp;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.Neuron;
import ai.interpretdl.interpret.layer.NeuronGradient;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.regression.Lasso;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers that other libraries and the papers give for small models hold, for every case that is not listed as out of scope. */
class CasesTest {
    /** How a case is computed: tensors by the names that it expects. */
    private static final Map<String, Function<CaseQuestion, Map<String, Tensor>>> RUN = Map.ofEntries(
            entry("inputxgrad-basic-1", c -> c.inputs(new InputXGradient())),
            entry("gradshap-linear", c -> c.inputs(new GradientShap(c.baselines(), 5, Noise.none()))),
            entry("deeplift-relu-exact", c -> c.inputs(new DeepLift(c.baseline()))),
            entry("deeplift-relu-nomult", c -> c.inputs(new DeepLift(c.baseline(), false))),
            entry("deeplift-relu-linear", c -> c.inputs(new DeepLift(c.baseline()))),
            entry("deeplift-relu-linear-nomult", c -> c.inputs(new DeepLift(c.baseline(), false))),
            entry("deeplift-sigmoid", c -> c.inputs(new DeepLift(c.baseline()))),
            entry("deepliftshap-relu", c -> c.inputs(new DeepLiftShap(c.baselines()))),
            entry("guided-backprop-conv", c -> c.inputs(new GuidedBackprop())),
            entry("deconvnet-conv", c -> c.inputs(new Deconvnet())),
            entry("guided-backprop-neg", CasesTest::guidedAndNot),
            entry("lrp-epsilon", c -> c.inputs(lrp(Lrp.Composite.EPSILON))),
            entry("lrp-epsilon-batch", c -> c.inputs(lrp(Lrp.Composite.EPSILON))),
            entry("lrp-alpha1beta0", c -> c.inputs(lrp(Lrp.Composite.PLUS))),
            entry(
                    "lrp-identity",
                    c -> c.inputs(new Lrp(Lrp.Composite.EPSILON, 1e-9, 0.25, Map.of("linear", Lrp.LayerRule.PASS)))),
            entry("lrp-conv", c -> c.inputs(lrp(Lrp.Composite.EPSILON))),
            entry("lrp-maxpool2d", c -> c.inputs(lrp(Lrp.Composite.EPSILON))),
            entry("kernelshap-sum-skip", c -> c.inputs(new KernelShap(c.features(), c.baselines(), 35))),
            entry("kernelshap-one-variance", CasesTest::twoOutputs),
            entry("ablation-simple", c -> c.inputs(new FeatureAblation(c.features(), c.baseline()))),
            entry("ablation-mask", c -> c.inputs(new FeatureAblation(c.features(), c.baseline()))),
            entry("ablation-mask-baseline", c -> c.inputs(new FeatureAblation(c.features(), c.baseline()))),
            entry("ablation-batch", c -> c.inputs(new FeatureAblation(c.features(), c.baseline()))),
            entry("ablation-multi-input-mask", c -> c.inputs(new FeatureAblation(c.features(), c.baseline()))),
            entry("ablation-multi-input-mask-baseline", c -> c.inputs(new FeatureAblation(c.features(), c.baseline()))),
            entry("ablation-conv-pixel", c -> c.inputs(new FeatureAblation(c.features(), c.baseline()))),
            entry("shapley-simple", CasesTest::shapley),
            entry("shapley-mask", CasesTest::shapley),
            entry("shapley-linear-region", CasesTest::shapley),
            entry("shapley-batch", CasesTest::shapley),
            entry("shapley-multi-input-mask", CasesTest::shapley),
            entry("shapley-bool", CasesTest::shapley),
            entry("shapley-bool-true-baseline", CasesTest::shapley),
            entry("saliency-basic-1", c -> c.inputs(new Saliency(false))),
            entry("saliency-two-input-dead", c -> c.inputs(new Saliency(false))),
            entry("smoothgrad-zero-noise", CasesTest::noNoise),
            entry("ig-basic2", c -> c.inputs(integrated(c, 50))),
            entry("ig-basic3", c -> c.inputs(integrated(c, 50))),
            entry("ig-univariate-0", c -> c.inputs(integrated(c, 50))),
            entry("ig-univariate-2", c -> c.inputs(integrated(c, 50))),
            entry("ig-multilayer", c -> c.inputs(integrated(c, 200))),
            entry(
                    "ig-multilayer-nomult",
                    c -> c.inputs(new IntegratedGradients(c.baseline(), Quadrature.GAUSS_LEGENDRE, 200, false))),
            entry("occlusion-1d", c -> c.inputs(occlusion(c))),
            entry("occlusion-1d-window2", c -> c.inputs(occlusion(c))),
            entry("occlusion-1d-stride2", c -> c.inputs(occlusion(c))),
            entry("occlusion-batch", c -> c.inputs(occlusion(c))),
            entry("occlusion-conv-full", c -> c.inputs(occlusion(c))),
            entry("lime-simple", CasesTest::lime),
            entry("lime-mask", CasesTest::lime),
            entry("lime-multi-input-mask", CasesTest::lime),
            entry("layer-activation-linear0", c -> c.layer(new LayerActivation(Optional.of(c.layer())))),
            entry("layer-activation-linear2", c -> c.layer(new LayerActivation(Optional.of(c.layer())))),
            entry("layer-gradxact-linear0", c -> c.layer(new LayerGradientXActivation(Optional.of(c.layer())))),
            entry("layer-gradxact-linear1", c -> c.layer(new LayerGradientXActivation(Optional.of(c.layer())))),
            entry("layer-conductance-linear0", CasesTest::conductance),
            entry("layer-conductance-linear1", CasesTest::conductance),
            entry("internal-influence-linear0", CasesTest::influence),
            entry("internal-influence-linear1", CasesTest::influence),
            entry("layer-ig-multirelu", CasesTest::layerIntegrated),
            entry("layer-ablation-relu1", c -> c.layer(new LayerFeatureAblation(Optional.of(c.layer())))),
            entry("layer-deeplift-relu-input", c -> c.layer(new LayerDeepLift(Optional.of(c.layer()), c.baseline()))),
            entry(
                    "layer-lrp-conv",
                    c -> c.tensor(
                            new LayerLrp(Optional.of("conv1"), lrp(Lrp.Composite.EPSILON)), "attributions", "conv1")),
            entry("neuron-gradient-linear2", c -> c.inputs(new NeuronGradient(Neuron.of(c.layer(), 0)))),
            entry("scorecam-raw-2ch", CasesTest::scoreCam),
            entry("guided-gradcam-conv", c -> c.inputs(new GuidedGradCam(Optional.of(c.layer()), Upsampling.NEAREST))),
            entry("gradcam-conv", c -> c.cells(GradCam::new)),
            entry("gradcam-relu", c -> c.cells(GradCam::new)),
            entry("gradcam-input-norelu", c -> c.cells(GradCam::new)),
            entry("gradcam-nonconv", c -> c.cells(GradCam::new)));

    /** Cases that are looser than 1e-4: the path has a kink, which a quadrature of n points places to 1/n. */
    private static final java.util.Set<String> KINKED = java.util.Set.of(
            "ig-basic2",
            "ig-basic3",
            "ig-univariate-2",
            "ig-multilayer",
            "ig-multilayer-nomult",
            "layer-conductance-linear0",
            "layer-conductance-linear1",
            "internal-influence-linear0",
            "internal-influence-linear1");

    @TempDir
    Path folder;

    static Stream<String> run() {
        return RUN.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("run")
    void holds(String id) {
        JsonNode entry = ReferenceCase.of(id);
        try (CaseQuestion question = new CaseQuestion(entry, folder)) {
            Map<String, Tensor> found = RUN.get(id).apply(question);
            double tolerance = entry.get("tolerance").asDouble();
            expected(entry).forEach((name, numbers) -> {
                double scale = Math.max(
                        1, DoubleStream.of(numbers).map(Math::abs).max().orElse(1));
                // float32 rounds at 1e-7 of the largest number on the way
                double bound =
                        KINKED.contains(id) ? tolerance : Math.max(2e-6 * scale, Math.min(tolerance, 1e-4 * scale));
                assertThat(found).containsKey(name);
                assertThat(found.get(name).doubles()).as(name).containsExactly(numbers, within(bound));
            });
        }
    }

    @Test
    void everyCaseIsRunOrOutOfScopeForAReason() {
        Map<String, String> outside = OutOfScope.REASONS;
        assertThat(outside.keySet()).doesNotContainAnyElementsOf(RUN.keySet());
        Stream<String> measured = EvaluationCasesTest.CASES.stream();
        assertThat(Stream.concat(measured, Stream.concat(RUN.keySet().stream(), outside.keySet().stream())))
                .containsExactlyInAnyOrderElementsOf(ReferenceCase.names());
    }

    private static Map<String, double[]> expected(JsonNode entry) {
        JsonNode full = entry.get("params").path("full_enumeration_coefficients");
        Map<String, double[]> numbers = new LinkedHashMap<>();
        if (full.isArray()) {
            numbers.put("coefficients", CaseModel.numbers(full).toArray());
            return numbers;
        }
        entry.get("expected")
                .properties()
                .forEach(e ->
                        numbers.put(e.getKey(), CaseModel.numbers(e.getValue()).toArray()));
        return numbers;
    }

    private static IntegratedGradients integrated(CaseQuestion c, int steps) {
        return new IntegratedGradients(c.baseline(), Quadrature.GAUSS_LEGENDRE, steps);
    }

    private static Map<String, Tensor> noNoise(CaseQuestion c) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        Map<String, SmoothGrad.Statistic> words = Map.of(
                "smoothgrad.", SmoothGrad.Statistic.MEAN,
                "smoothgrad_sq.", SmoothGrad.Statistic.SQUARE,
                "vargrad.", SmoothGrad.Statistic.VARIANCE);
        words.forEach((word, statistic) -> found.putAll(
                CaseQuestion.inputs(c.explain(new SmoothGrad(new Saliency(false), 5, Noise.none(), statistic)), word)));
        return found;
    }

    private static Occlusion occlusion(CaseQuestion c) {
        return new Occlusion(
                c.baseline(), c.first("sliding_window_shapes"), c.first("strides"), Occlusion.Overlap.MEAN);
    }

    private static Map<String, Tensor> lime(CaseQuestion c) {
        return c.tensor(
                new Lime(c.features(), c.baseline(), 500, new Locality(10), new Lasso(1)), "weights", "coefficients");
    }

    /** The case names the map and the scores of the channels; with one channel tried the map is that score times the channel. */
    private static Map<String, Tensor> scoreCam(CaseQuestion c) {
        ScoreCam all = new ScoreCam(
                MapView.raw(c.layer()), ScoreCam.Weighting.ORIGINAL, ChannelSelection.all(), Baseline.zeros());
        Map<String, Tensor> found = new LinkedHashMap<>(c.tensor(all, "attributions", "cam"));
        found.putAll(c.tensor(all, "channel_scores", "channel_scores"));
        return found;
    }

    private static Map<String, Tensor> conductance(CaseQuestion c) {
        return c.layer(new LayerConductance(Optional.of(c.layer()), c.baseline(), 500));
    }

    private static Map<String, Tensor> influence(CaseQuestion c) {
        return c.layer(new InternalInfluence(Optional.of(c.layer()), c.baseline(), Quadrature.TRAPEZOID, 500));
    }

    private static Map<String, Tensor> layerIntegrated(CaseQuestion c) {
        return c.layer(
                new LayerIntegratedGradients(Optional.of(c.layer()), c.baseline(), Quadrature.GAUSS_LEGENDRE, 50));
    }

    private static Lrp lrp(Lrp.Composite composite) {
        return new Lrp(composite, 1e-9, 0.25);
    }

    private static Map<String, Tensor> guidedAndNot(CaseQuestion c) {
        Map<String, Tensor> found =
                new LinkedHashMap<>(CaseQuestion.inputs(c.explain(new Saliency(false)), "gradient."));
        found.putAll(CaseQuestion.inputs(c.explain(new GuidedBackprop()), "guided."));
        return found;
    }

    private static Map<String, Tensor> twoOutputs(CaseQuestion c) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        for (long output = 0; output < 2; output++) {
            KernelShap kernel = new KernelShap(c.features(), c.baselines(), 100);
            found.putAll(CaseQuestion.inputs(c.explain(kernel, Target.ofClass(output)), "out" + output + "."));
        }
        return found;
    }

    /** Three ways to the same numbers: few enough features for each to be exact, or for the pairs of orders to be all of them. */
    private static Map<String, Tensor> shapley(CaseQuestion c) {
        Map<String, Tensor> exact = c.inputs(new ExactShapley(c.features(), c.baseline()));
        Map<String, Tensor> kernel = c.inputs(new KernelShap(c.features(), c.baseline(), 500));
        exact.forEach((name, tensor) ->
                assertThat(kernel.get(name).doubles()).as(name).containsExactly(tensor.doubles(), within(1e-3)));
        return exact;
    }
}
