package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.FastNormLime;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.FeaturePermutation;
import ai.interpretdl.interpret.input.GLime;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedIg;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.LimePrior;
import ai.interpretdl.interpret.input.ModelConsensus;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.NormLime;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.PartitionShap;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.input.Xrai;
import ai.interpretdl.interpret.layer.ChannelSelection;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.regression.Consensus;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several classes at once are what each is for itself. */
class TopClassesTest {
    private static final int WIDTH = 6;
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final Tensor OTHERS = Toys.tensor(3, WIDTH, i -> Math.cos(i));
    private static final Baseline SEVERAL = new Baseline.Distribution(Map.of("x", OTHERS));

    private static final Lime LIME =
            new Lime(Features.elements(), Baseline.zeros(), 40, new Locality(0.25), new Ridge(0));
    private static final LimePrior PULLED = new LimePrior(
            LIME,
            new Kinds.Places(),
            new NormLime(LIME, new Kinds.Places(), Contribution.NORM_LIME, NormLime.Scope.ALL),
            1);

    @TempDir
    Path folder;

    static Stream<Interpretation> algorithms() {
        return Stream.of(
                new Saliency(false),
                new IntegratedGradients(SEVERAL, Quadrature.GAUSS_LEGENDRE, 5),
                new SmoothGrad(new Saliency(false), 4, new Noise.Gaussian(0.2), SmoothGrad.Statistic.VARIANCE),
                new GradientShap(SEVERAL, 4, new Noise.Gaussian(0.1)),
                new Occlusion(Baseline.zeros(), List.of(), List.of(), Occlusion.Overlap.MEAN),
                new Rise(Baseline.zeros(), 5, 3, 0.5),
                new FeatureAblation(Features.elements(), Baseline.zeros()),
                new FeaturePermutation(Features.elements(), 2),
                new GuidedIg(Baseline.zeros(), 4, 0.25, 0.02),
                new PartitionShap(Features.elements(), Baseline.zeros(), List.of(), 12),
                new NormLime(LIME, new Kinds.Places(), Contribution.NORM_LIME, NormLime.Scope.ALL),
                new FastNormLime(Features.elements(), new Kinds.Places()),
                PULLED,
                new GLime(PULLED, 0.1));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void eachClassHasTheAttributionsThatItHasAlone(Interpretation algorithm) {
        try (Model model = Toys.gated(WIDTH).open(folder, ROWS, 1L << 24)) {
            Question question = Question.of(Map.of("x", ROWS)).seeded(3);
            Explanation both = algorithm.interpret(model, question.about(new Target.Top(2)));
            Tensor attributions = both.attributions();
            assertThat(attributions.shape().dims()).containsExactly(2, 2, WIDTH);
            long[] targets = both.tensor("targets").orElseThrow().longs();
            assertThat(targets[0]).isEqualTo(both.predicted().get(0));
            for (int rank = 0; rank < 2; rank++) {
                Explanation alone =
                        algorithm.interpret(model, question.about(Target.ofClass(targets[rank], targets[2 + rank])));
                isOfRank(rank, both, alone);
            }
        }
    }

    /** What has an axis for the classes is, at a rank, what the class has alone; all else is the same for all classes. */
    private static void isOfRank(int rank, Explanation both, Explanation alone) {
        alone.tensors().forEach((name, tensor) -> {
            Tensor found = both.tensor(name).orElseThrow();
            boolean own = found.shape().rank() > tensor.shape().rank();
            Tensor expected = own ? ofRank(rank, found) : found;
            assertThat(tensor.shape()).as(name).isEqualTo(expected.shape());
            if (tensor.type() == ElementType.STRING) {
                assertThat(tensor.strings()).as(name).isEqualTo(expected.strings());
            } else {
                assertThat(tensor.doubles()).as(name).containsExactly(expected.doubles(), within(1e-6));
            }
        });
    }

    private static Tensor ofRank(int rank, Tensor classes) {
        Shape shape = classes.shape();
        Tensor ofRank = Tensor.concat(LongStream.range(0, shape.dim(0))
                .mapToObj(row -> classes.rows(row, row + 1)
                        .reshape(shape.slice(1, shape.rank()).dims())
                        .rows(rank, rank + 1))
                .toList());
        return ofRank.reshape(LongStream.concat(
                        LongStream.of(shape.dim(0)),
                        LongStream.of(shape.slice(2, shape.rank()).dims()))
                .toArray());
    }

    /** A committee is asked about the classes that the first of its models thinks of first. */
    @Test
    void aCommitteeIsAskedAboutTheClassesOfTheFirst() {
        try (Model model = Toys.gated(WIDTH).open(folder, ROWS, 1L << 24)) {
            ModelConsensus.Member other = new ModelConsensus.Member(model, Map.of("x", OTHERS.rows(0, 2)));
            ModelConsensus algorithm = new ModelConsensus(new Saliency(false), List.of(other), Consensus.SQUARED);
            Question question = Question.of(Map.of("x", ROWS));
            Explanation both = algorithm.interpret(model, question.about(new Target.Top(2)));
            long[] targets = both.tensor("targets").orElseThrow().longs();
            for (int rank = 0; rank < 2; rank++) {
                Target target = Target.ofClass(targets[rank], targets[2 + rank]);
                isOfRank(rank, both, algorithm.interpret(model, question.about(target)));
            }
        }
    }

    @Test
    void eachClassHasItsOwnRegionsAndChannels() {
        Tensor pictures = Toys.tensor(2, 36, i -> Math.sin(i) + 1.1).reshape(2, 1, 6, 6);
        Tensor cut = Tensor.of(IntStream.range(0, 36).mapToLong(i -> i / 12).toArray(), 1, 6, 6);
        MapView view = new MapView(Optional.empty(), true, Upsampling.BILINEAR);
        ChannelSelection two = new ChannelSelection(ChannelSelection.By.GRADIENT, 2);
        List<Interpretation> algorithms = List.of(
                new Xrai(new Saliency(false), List.of(cut), 1, 1),
                new ScoreCam(view, ScoreCam.Weighting.SOFTMAX, two, Baseline.zeros()));
        try (Model model = Toys.pooled().open(folder, pictures, 1L << 24)) {
            Question question = Question.of(Map.of("x", pictures));
            for (Interpretation algorithm : algorithms) {
                Explanation both = algorithm.interpret(model, question.about(new Target.Top(2)));
                assertThat(both.attributions().shape().dims()).containsExactly(2, 2, 6, 6);
                long[] targets = both.tensor("targets").orElseThrow().longs();
                for (int rank = 0; rank < 2; rank++) {
                    Target target = Target.ofClass(targets[rank], targets[2 + rank]);
                    isOfRank(rank, both, algorithm.interpret(model, question.about(target)));
                }
            }
        }
    }

    @Test
    void rowsThatAreAskedOneByOneHaveTheirClasses() {
        try (Model model = Toys.mixing(WIDTH).openOfOneRow(folder, ROWS, 1L << 24)) {
            Question question = Question.of(Map.of("x", ROWS));
            assertThat(model.batching(question.inputs())).isEqualTo(Subject.Batching.SINGLE);
            Explanation both = LIME.interpret(model, question.about(new Target.Top(2)));
            long[] targets = both.tensor("targets").orElseThrow().longs();
            for (int rank = 0; rank < 2; rank++) {
                Target target = Target.ofClass(targets[rank], targets[2 + rank]);
                isOfRank(rank, both, LIME.interpret(model, question.about(target)));
            }
        }
    }

    @Test
    void moreThanThereAreIsRefused() {
        try (Model model = Toys.gated(WIDTH).open(folder, ROWS, 1L << 24)) {
            Question question = Question.of(Map.of("x", ROWS)).about(new Target.Top(4));
            assertThatThrownBy(() -> new Saliency(false).interpret(model, question))
                    .hasMessageContaining("top 4 of 3 classes");
        }
    }
}
