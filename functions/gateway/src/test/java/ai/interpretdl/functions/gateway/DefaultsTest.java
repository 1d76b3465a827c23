package ai.interpretdl.functions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.functions.kit.Answered;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Inputs;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.image.Quickshift;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.attention.AttentionXGradient;
import ai.interpretdl.interpret.attention.BidirectionalTransformer;
import ai.interpretdl.interpret.attention.GenericAttention;
import ai.interpretdl.interpret.attention.Rollout;
import ai.interpretdl.interpret.attention.Scope;
import ai.interpretdl.interpret.attention.TransitionAttentionMaps;
import ai.interpretdl.interpret.input.BlurIg;
import ai.interpretdl.interpret.input.Deconvnet;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.ExactShapley;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.FeaturePermutation;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.interpret.input.GuidedIg;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.PermutationShap;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.ShapleySampling;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.AblationCam;
import ai.interpretdl.interpret.layer.ChannelSelection;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.interpret.layer.FullGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.GradCamPlusPlus;
import ai.interpretdl.interpret.layer.GuidedGradCam;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.InternalInfluence;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.interpret.layer.LayerCam;
import ai.interpretdl.interpret.layer.LayerConductance;
import ai.interpretdl.interpret.layer.LayerDeepLift;
import ai.interpretdl.interpret.layer.LayerFeatureAblation;
import ai.interpretdl.interpret.layer.LayerGradient;
import ai.interpretdl.interpret.layer.LayerGradientXActivation;
import ai.interpretdl.interpret.layer.LayerIntegratedGradients;
import ai.interpretdl.interpret.layer.LayerLrp;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.Neuron;
import ai.interpretdl.interpret.layer.NeuronConductance;
import ai.interpretdl.interpret.layer.NeuronGradient;
import ai.interpretdl.interpret.layer.NeuronIntegratedGradients;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.SmoothGradCamPlusPlus;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.layer.XGradCam;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function makes of a request without parameters: other programs rely on these defaults. */
class DefaultsTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final Explainer EXPLAINER = Explainer.over(MODELS);
    private static final String MODEL = "fashion-cnn";
    private static final Model OPEN = InterpretDl.open(MODELS.resolve(MODEL + ".onnx"));
    private static final Tensor IMAGE = Tensor.of(new float[28 * 28], 1, 1, 28, 28);
    private static final Map<String, Tensor> TENSORS = Map.of("image", IMAGE);

    private static final Baseline ZEROS = new Baseline.Constant(0);
    private static final Features ELEMENTS = Features.elements();
    private static final Quadrature GAUSS = Quadrature.GAUSS_LEGENDRE;
    private static final Optional<String> LAYER = Optional.empty();
    private static final MapView VIEW = new MapView(LAYER, true, Upsampling.BILINEAR);
    private static final Scope SCOPE = Scope.all();
    private static final Lrp LRP = new Lrp(Lrp.Composite.EPSILON_PLUS, 1e-6, 0.25, Map.of());
    private static final SmoothGrad.Statistic MEAN = SmoothGrad.Statistic.MEAN;

    @AfterAll
    static void close() {
        OPEN.close();
    }

    static Stream<Arguments> byTheInput() {
        return Stream.of(
                Arguments.of("saliency", new Saliency(false)),
                Arguments.of("input-x-gradient", new InputXGradient()),
                Arguments.of("guided-backprop", new GuidedBackprop()),
                Arguments.of("deconvnet", new Deconvnet()),
                Arguments.of("integrated-gradients", new IntegratedGradients(ZEROS, GAUSS, 50, true)),
                Arguments.of("smooth-grad", new SmoothGrad(new Saliency(false), 50, new Noise.Relative(0.1), MEAN)),
                // no noise, however it is measured
                Arguments.of("gradient-shap", new GradientShap(ZEROS, 50, new Noise.Relative(0))),
                Arguments.of("deep-lift", new DeepLift(ZEROS, true, DeepLift.Rule.RESCALE)),
                Arguments.of("deep-lift-shap", new DeepLiftShap(ZEROS, DeepLift.Rule.RESCALE)),
                Arguments.of("lrp", LRP),
                // the library's own for pictures: [C, 15, 15] and [C, 8, 8]
                Arguments.of("occlusion", new Occlusion(ZEROS, List.of(), List.of(), Occlusion.Overlap.MEAN)),
                Arguments.of("feature-ablation", new FeatureAblation(ELEMENTS, ZEROS)),
                Arguments.of("shapley-values", new ExactShapley(ELEMENTS, ZEROS)),
                Arguments.of("shapley-sampling", new ShapleySampling(ELEMENTS, ZEROS, 25)),
                Arguments.of("kernel-shap", new KernelShap(ELEMENTS, ZEROS, 1000)),
                Arguments.of("permutation-shap", new PermutationShap(ELEMENTS, ZEROS, 10)),
                Arguments.of("feature-permutation", new FeaturePermutation(ELEMENTS, 10)),
                Arguments.of("rise", new Rise(ZEROS, 2000, 8, 0.5)),
                Arguments.of("guided-ig", new GuidedIg(ZEROS, 50, 0.25, 0.02)),
                Arguments.of("blur-ig", new BlurIg(50, 50)));
    }

    static Stream<Arguments> byALayer() {
        Neuron neuron = new Neuron(LAYER, List.of(1L, 2L));
        return Stream.of(
                Arguments.of("grad-cam", new GradCam(VIEW, GradCam.Weighting.PAPER)),
                Arguments.of("grad-cam-plus-plus", new GradCamPlusPlus(VIEW)),
                Arguments.of("x-grad-cam", new XGradCam(VIEW)),
                Arguments.of("layer-cam", new LayerCam(VIEW)),
                Arguments.of("hi-res-cam", new HiResCam(VIEW)),
                Arguments.of("eigen-cam", new EigenCam(VIEW)),
                Arguments.of("ablation-cam", new AblationCam(VIEW)),
                Arguments.of("smooth-grad-cam-plus-plus", new SmoothGradCamPlusPlus(VIEW, 50, new Noise.Relative(0.1))),
                Arguments.of(
                        "score-cam", new ScoreCam(VIEW, ScoreCam.Weighting.SOFTMAX, ChannelSelection.all(), ZEROS)),
                Arguments.of("full-grad", new FullGrad(Upsampling.BILINEAR)),
                Arguments.of("guided-grad-cam", new GuidedGradCam(LAYER, Upsampling.BILINEAR)),
                Arguments.of("layer-activation", new LayerActivation(LAYER)),
                Arguments.of("layer-gradient", new LayerGradient(LAYER)),
                Arguments.of("layer-gradient-x-activation", new LayerGradientXActivation(LAYER)),
                Arguments.of("layer-conductance", new LayerConductance(LAYER, ZEROS, 50)),
                Arguments.of("layer-integrated-gradients", new LayerIntegratedGradients(LAYER, ZEROS, GAUSS, 50)),
                Arguments.of("layer-deep-lift", new LayerDeepLift(LAYER, ZEROS)),
                Arguments.of("layer-lrp", new LayerLrp(LAYER, LRP)),
                Arguments.of("layer-feature-ablation", new LayerFeatureAblation(LAYER)),
                Arguments.of("internal-influence", new InternalInfluence(LAYER, ZEROS, GAUSS, 50)),
                Arguments.of("neuron-gradient", new NeuronGradient(neuron)),
                Arguments.of("neuron-integrated-gradients", new NeuronIntegratedGradients(neuron, ZEROS, GAUSS, 50)),
                Arguments.of("neuron-conductance", new NeuronConductance(neuron, ZEROS, GAUSS, 50)));
    }

    static Stream<Arguments> byAttention() {
        return Stream.of(
                Arguments.of("rollout", new Rollout(SCOPE)),
                Arguments.of("tam", new TransitionAttentionMaps(SCOPE, 20)),
                Arguments.of("generic-attention", new GenericAttention(SCOPE, GenericAttention.Heads.AFTER_PRODUCT)),
                Arguments.of(
                        "bidirectional-transformer",
                        new BidirectionalTransformer(SCOPE, BidirectionalTransformer.Perception.HEAD, 20)),
                Arguments.of("attention-x-gradient", new AttentionXGradient(SCOPE, false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"byTheInput", "byALayer", "byAttention"})
    void whatIsNotSaidIsAsThePageSays(String name, Interpretation expected) throws ReflectiveOperationException {
        assertThat(function(name).interpretation(asked(name))).isEqualTo(expected);
    }

    /** Regions of a picture are cut by quickshift, and the fit is the original's: without a penalty. */
    @Test
    void limeCutsPictures() throws ReflectiveOperationException {
        Asked asked = asked("lime");
        Features regions = Features.given(Map.of("image", asked.regions(Quickshift.LIME)));
        assertThat(function("lime").interpretation(asked))
                .isEqualTo(new Lime(regions, ZEROS, 1000, new Locality(0.25), new Ridge(0)));
    }

    /** What each row of the input starts at, when baselines are sent along. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gradient-shap",
                "deep-lift-shap",
                "kernel-shap",
                "integrated-gradients",
                "deep-lift",
                "occlusion",
                "feature-ablation",
                "shapley-values",
                "shapley-sampling",
                "rise",
                "layer-conductance",
                "layer-integrated-gradients"
            })
    void baselinesAreADistributionOnlyWhereThePaperHasOne(String name) throws ReflectiveOperationException {
        Asked asked = new Asked(
                new Parameters(Map.of()), OPEN, TENSORS, Map.of("baseline.image", IMAGE), List.of(), Optional.empty());
        boolean distribution =
                List.of("gradient-shap", "deep-lift-shap", "kernel-shap").contains(name);
        assertThat(function(name).interpretation(asked).toString())
                .contains(distribution ? "baseline=Distribution" : "baseline=Paired");
    }

    /** Tensors are explained as the file gives its output, pictures as the card says. */
    @Test
    void aQuestionIsAboutThePredictedClass() throws IOException {
        List<Question> questions = new ArrayList<>();
        ExplainFunction kept = new ExplainFunction() {
            @Override
            public String name() {
                return "kept";
            }

            @Override
            public Interpretation interpretation(Asked asked) {
                return new Keeping(questions);
            }
        };
        byte[] photo = Files.readAllBytes(MODELS.resolve("photos/chelsea.png"));
        Answered answered = EXPLAINER.explain(kept, MODEL, new Inputs(TENSORS, Map.of()), new Parameters(Map.of()));
        EXPLAINER.explain(kept, MODEL, Inputs.ofImage(photo), new Parameters(Map.of()));
        assertThat(questions).extracting(Question::target).containsOnly(Target.predicted());
        assertThat(questions).extracting(Question::kind).containsExactly(Optional.of(OutputKind.RAW), Optional.empty());
        assertThat(questions).extracting(Question::output).containsOnly(Optional.empty());
        assertThat(questions).extracting(Question::explain).containsOnly(List.of());
        assertThat(questions).extracting(Question::elements).containsOnly(false);
        assertThat(questions).extracting(question -> question.run().seed()).containsOnly(0L);
        assertThat(answered.outputs()).containsKeys("predicted", "predicted_label", "predicted_probability");
    }

    /** Keeps what it is asked, and answers a gradient. */
    private record Keeping(List<Question> questions) implements Interpretation {
        @Override
        public String name() {
            return "kept";
        }

        @Override
        public Explanation interpret(Model asked, Question question) {
            questions.add(question);
            return new Saliency(false).interpret(asked, question);
        }
    }

    /** Without parameters but those that have no default: which neuron. */
    private static Asked asked(String name) {
        Map<String, JsonNode> parameters = name.startsWith("neuron")
                ? Map.of("neuron", JsonNodeFactory.instance.arrayNode().add(1).add(2))
                : Map.of();
        return new Asked(new Parameters(parameters), OPEN, TENSORS, Map.of(), List.of(), Optional.empty());
    }

    static ExplainFunction function(String name) throws ReflectiveOperationException {
        return Modules.function(name, EXPLAINER);
    }
}
