package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
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
import ai.interpretdl.interpret.input.FeatureOcclusion;
import ai.interpretdl.interpret.input.GLime;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.interpret.input.GuidedIg;
import ai.interpretdl.interpret.input.HsicAttribution;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.KindWeights;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.LimePrior;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.input.ModelConsensus;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.NoiseTunnel;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.PartitionShap;
import ai.interpretdl.interpret.input.PermutationShap;
import ai.interpretdl.interpret.input.PulledRounds;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.ShapleySampling;
import ai.interpretdl.interpret.input.SmoothEquation;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.input.SobolAttribution;
import ai.interpretdl.interpret.input.Xrai;
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
import ai.interpretdl.interpret.layer.Neuron;
import ai.interpretdl.interpret.layer.NeuronConductance;
import ai.interpretdl.interpret.layer.NeuronGradient;
import ai.interpretdl.interpret.layer.NeuronIntegratedGradients;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.SmoothGradCamPlusPlus;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.layer.XGradCam;
import ai.interpretdl.interpret.regression.Consensus;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.UnevenCells;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a row does not depend on what else is in the batch, for every algorithm, also where rows have differently many features. */
class CompanyTest {
    private static final Set<String> AMONG_ROWS = Set.of(
            // takes the values of features from the other rows
            "FeaturePermutation",
            // learn from all rows
            "NormLime",
            "FastNormLime",
            // goes on until every row is complete
            "RefinedIntegratedGradients",
            // the moments of SmoothEquation
            "NoisyMoments");

    private static final Baseline ZEROS = Baseline.zeros();
    private static final Baseline DRAWN = new Baseline.Normal(2);
    private static final Noise NOISE = new Noise.Gaussian(0.5);
    private static final Optional<String> LAYER = Optional.of("again");
    private static final Neuron NEURON = Neuron.of("again", 1, 1, 2);

    @TempDir
    Path folder;

    /** @param of the algorithm with what is a row's own; of all rows where the row is negative */
    private record Case(IntFunction<Interpretation> of) {
        @Override
        public String toString() {
            return of.apply(-1).getClass().getSimpleName();
        }
    }

    private static Lime lime(int row) {
        return new Lime(UnevenCells.of(row), ZEROS, 40, new Locality(0.25), new Ridge(1));
    }

    private static LimePrior pulled(int row) {
        int[] kinds = IntStream.range(0, 9).toArray();
        double[] weights = Arrays.stream(kinds).mapToDouble(Math::sin).toArray();
        GlobalWeights known = GlobalWeights.EMPTY.plus(0, kinds, weights, Contribution.ABSOLUTE);
        return new LimePrior(lime(row), new Kinds.Places(), new GlobalLearning.Known(known), 1);
    }

    private static Stream<Case> cases(List<IntFunction<Interpretation>> each) {
        return each.stream().map(Case::new);
    }

    static Stream<Case> ofFeatures() {
        return cases(List.of(
                CompanyTest::lime,
                r -> new KernelShap(UnevenCells.of(r), DRAWN, 40),
                r -> new ExactShapley(UnevenCells.of(r), ZEROS),
                r -> new ShapleySampling(UnevenCells.of(r), new Baseline.Blurred(1), 3),
                r -> new PermutationShap(UnevenCells.of(r), ZEROS, 2),
                r -> new PartitionShap(UnevenCells.of(r), ZEROS, List.of(), 12),
                r -> new SobolAttribution(UnevenCells.of(r), ZEROS, 8),
                r -> new HsicAttribution(UnevenCells.of(r), ZEROS, 20),
                r -> new FeatureAblation(UnevenCells.of(r), DRAWN),
                r -> new FeatureOcclusion(UnevenCells.of(r), ZEROS),
                CompanyTest::pulled,
                r -> new GLime(pulled(r), 0.01),
                // of G-LIME the order of features is told where rounds agree in every row
                r -> new PulledRounds(pulled(r), 20, Budget.none()),
                r -> new KindWeights(
                        UnevenCells.of(r),
                        new Kinds.Places(),
                        GlobalWeights.EMPTY.plus(
                                0, new int[] {0, 1, 2, 3}, new double[] {1, -2, 3, 4}, Contribution.ABSOLUTE)),
                r -> Anytime.of(60, 20, Budget.none(), lime(r)::with),
                r -> new NoiseTunnel(lime(r), 3, NOISE, SmoothGrad.Statistic.VARIANCE, Budget.none()),
                r -> new ModelConsensus(lime(r), List.of(), Consensus.MIN_MAX),
                r -> new Xrai(new Saliency(false), List.of(cut(r)), 1, 2)));
    }

    private static Tensor cut(int row) {
        Tensor all = UnevenCells.OF_BOTH.reshape(2, 6, 6);
        return row < 0 ? all : all.rows(row, row + 1);
    }

    static Stream<Case> ofInputs() {
        Quadrature quadrature = Quadrature.GAUSS_LEGENDRE;
        return alike(List.of(
                new Saliency(true),
                new InputXGradient(),
                new GuidedBackprop(),
                new Deconvnet(),
                new SmoothGrad(new Saliency(false), 5, NOISE, SmoothGrad.Statistic.SQUARE),
                new SmoothEquation(new GuidedGradCam(LAYER, Upsampling.NEAREST), 3, NOISE, SmoothGrad.Statistic.MEAN),
                new IntegratedGradients(DRAWN, quadrature, 4),
                new BlurIg(2, 4),
                new GuidedIg(ZEROS, 5, 0.25, 0.02),
                new GradientShap(ZEROS, 5, NOISE),
                new DeepLift(ZEROS),
                new DeepLiftShap(DRAWN),
                new Lrp(Lrp.Composite.EPSILON_PLUS_FLAT, 1e-6, 0.25),
                new Occlusion(ZEROS, List.of(1L, 2L, 2L), List.of(), Occlusion.Overlap.MEAN),
                new Rise(ZEROS, 20, 3, 0.5)));
    }

    static Stream<Case> ofLayers() {
        Quadrature quadrature = Quadrature.GAUSS_LEGENDRE;
        ChannelSelection two = new ChannelSelection(ChannelSelection.By.VARIANCE, 2);
        return alike(List.of(
                new GradCam(Cams.RAW, GradCam.Weighting.PAPER),
                new GradCamPlusPlus(Cams.RAW),
                new XGradCam(Cams.RAW),
                new LayerCam(Cams.RAW),
                new HiResCam(Cams.RAW),
                new EigenCam(Cams.RAW),
                new AblationCam(Cams.RAW),
                new ScoreCam(Cams.RAW, ScoreCam.Weighting.SOFTMAX, two, ZEROS),
                new SmoothGradCamPlusPlus(Cams.RAW, 4, NOISE),
                new GuidedGradCam(LAYER, Upsampling.NEAREST),
                new FullGrad(Upsampling.BILINEAR),
                new LayerActivation(LAYER),
                new LayerGradient(LAYER),
                new LayerGradientXActivation(LAYER),
                new LayerConductance(LAYER, ZEROS, 4),
                new LayerIntegratedGradients(LAYER, ZEROS, quadrature, 4),
                new InternalInfluence(LAYER, ZEROS, quadrature, 4),
                new LayerDeepLift(LAYER, ZEROS),
                new LayerLrp(LAYER, new Lrp(Lrp.Composite.EPSILON, 1e-6, 0.25)),
                new LayerFeatureAblation(LAYER),
                new NeuronGradient(NEURON),
                new NeuronIntegratedGradients(NEURON, ZEROS, quadrature, 4),
                new NeuronConductance(NEURON, ZEROS, quadrature, 4)));
    }

    static Stream<Case> ofAttention() {
        Scope patches = Scope.all().byPatches();
        return alike(List.of(
                new Rollout(patches),
                new AttentionXGradient(patches, true),
                new GenericAttention(patches, GenericAttention.Heads.AFTER_PRODUCT),
                new TransitionAttentionMaps(patches, 3),
                new BidirectionalTransformer(patches, BidirectionalTransformer.Perception.TOKEN, 3)));
    }

    private static Stream<Case> alike(List<Interpretation> algorithms) {
        return algorithms.stream().map(algorithm -> new Case(any -> algorithm));
    }

    static Stream<Case> ofPictures() {
        return Stream.of(ofFeatures(), ofInputs(), ofLayers()).flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("ofPictures")
    void aPictureIsExplainedAsIfAlone(Case algorithm) {
        try (Model model = Toys.pooled().open(folder, Cams.ROWS, Cams.ROOMY)) {
            isAsAlone(algorithm, model, Cams.about(Cams.ROWS).seeded(5));
        }
    }

    @ParameterizedTest
    @MethodSource("ofAttention")
    void aTransformerIsExplainedAsIfAlone(Case algorithm) {
        try (Model model = InterpretDl.open(Path.of("..", "models", "fashion-vit.onnx"), Device.cpu())) {
            Tensor x = Toys.tensor(2, 42 * 42, i -> Math.abs(Math.sin(1.7 * i))).reshape(2, 1, 42, 42);
            isAsAlone(
                    algorithm,
                    model,
                    Question.of(Map.of(model.inputs().get(0).name(), x)).seeded(5));
        }
    }

    private static void isAsAlone(Case algorithm, Model model, Question question) {
        Interpretation asked = algorithm.of().apply(-1);
        assertThat(asked.mixesRows()).isFalse();
        Explanation both = asked.interpret(model, question);
        for (int row = 0; row < 2; row++) {
            // being the only row, and not one of several that are asked one by one
            Question alone = question.with(question.row(row).inputs());
            Explanation one = algorithm.of().apply(row).interpret(model, alone);
            assertThat(both.tensors().keySet()).isEqualTo(one.tensors().keySet());
            int own = row;
            one.tensors()
                    .forEach((name, tensor) -> isAlike(name, both.tensor(name).orElseThrow(), own, tensor));
        }
    }

    /** What is learnt, as JSON, is the same for all. */
    private static void isAlike(String name, Tensor both, int row, Tensor expected) {
        if (expected.type() == ElementType.STRING) {
            assertThat(both).as(name).isEqualTo(expected);
        } else {
            isAlike(name, both.rows(row, row + 1), expected);
        }
    }

    /** Numbers of features are filled up to those of the row that has most. */
    private static void isAlike(String name, Tensor found, Tensor expected) {
        if (!found.type().isFloating()) {
            assertThat(Arrays.copyOf(found.longs(), expected.longs().length))
                    .as(name)
                    .isEqualTo(expected.longs());
            return;
        }
        double[] all = found.doubles();
        double[] alone = expected.doubles();
        double largest = Arrays.stream(alone).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < all.length; i++) {
            // steps of other sizes round otherwise
            assertThat(all[i])
                    .as("%s %d", name, i)
                    .isCloseTo(i < alone.length ? alone[i] : 0, within(2e-5 * largest + 1e-6));
        }
    }

    /** No feature is -1: 0 would be the first one. */
    @Test
    void featuresThatARowDoesNotHaveHaveNoNumber() {
        try (Model model = Toys.pooled().open(folder, Cams.ROWS, Cams.ROOMY)) {
            Explanation both = new GLime(pulled(-1), 0.01).interpret(model, Cams.about(Cams.ROWS));
            for (String name : List.of("order", "kinds")) {
                long[] numbers = both.tensor(name).orElseThrow().rows(0, 1).longs();
                assertThat(Arrays.copyOf(numbers, 4)).as(name).contains(0L);
                assertThat(Arrays.copyOfRange(numbers, 4, 9)).as(name).containsOnly(-1L);
            }
        }
    }

    @Test
    void noAlgorithmIsLeftOut() {
        Set<String> tried = Stream.concat(ofPictures(), ofAttention())
                .map(Case::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        tried.addAll(AMONG_ROWS);
        Set<String> all = new ClassFileImporter()
                        .withImportOption(location -> !location.contains("/test-classes/"))
                        .importPackages("ai.interpretdl.interpret")
                        .stream()
                        .filter(type -> type.isAssignableTo(Interpretation.class))
                        .filter(type -> !type.isInterface() && type.isTopLevelClass())
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(tried).isEqualTo(all);
    }
}
