package ai.interpretdl.interpret.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.ReferenceCase;
import ai.interpretdl.interpret.attention.BidirectionalTransformer.Perception;
import ai.interpretdl.interpret.attention.GenericAttention.Heads;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.testing.CaseModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for attention of any numbers: here those of a model whose attention and gradients are given. */
class AttentionLawsTest {
    private static final int HEADS = 2;
    private static final int TOKENS = 5;
    private static final AttentionToy THREE = toy(3, HEADS);

    @TempDir
    Path folder;

    private static AttentionToy toy(int layers, int heads) {
        return new AttentionToy(
                layers,
                heads,
                TOKENS,
                (l, q, i, j) -> Math.sin(1.3 * l + 2.1 * q + 0.7 * i * j + j),
                (l, q, i, j) -> Math.cos(0.9 * l + 1.7 * q + 2.3 * i + 0.4 * j));
    }

    private double[] of(AttentionToy toy, AttentionAttribution algorithm) {
        try (Model model = toy.open(folder)) {
            return algorithm.interpret(model, toy.question()).attributions().doubles();
        }
    }

    private static Scope row(int row) {
        return Scope.all().read(new Readout.Token(row));
    }

    @Test
    void theJointAttentionOfTheCase() {
        JsonNode given = ReferenceCase.of("attention-rollout");
        double[] first =
                CaseModel.numbers(given.get("input").get("attention_layer1")).toArray();
        double[] second =
                CaseModel.numbers(given.get("input").get("attention_layer2")).toArray();
        AttentionToy toy = new AttentionToy(
                2, 1, 2, (l, q, i, j) -> Math.log((l == 0 ? first : second)[2 * i + j]), (l, q, i, j) -> 0);
        double[] joint = CaseModel.numbers(given.get("expected").get("joint")).toArray();
        for (int row = 0; row < 2; row++) {
            // float32
            assertThat(of(toy, new Rollout(row(row))))
                    .containsExactly(new double[] {joint[2 * row], joint[2 * row + 1]}, within(1e-7));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, -1})
    void rowsOfARolloutSumToOne(int row) {
        assertThat(DoubleStream.of(of(THREE, new Rollout(row(row)))).sum()).isCloseTo(1, within(1e-6));
        assertThat(DoubleStream.of(of(THREE, new Rollout(Scope.all()))).sum()).isCloseTo(1, within(1e-6));
    }

    @Test
    void aRolloutOfOneLayerAndHeadIsHalfItsAttentionAndHalfItself() {
        AttentionToy one = toy(1, 1);
        double[] expected = one.attention(0, 0)[3];
        for (int j = 0; j < TOKENS; j++) {
            expected[j] = (expected[j] + (j == 3 ? 1 : 0)) / 2;
        }
        assertThat(of(one, new Rollout(row(3)))).containsExactly(expected, within(1e-6));
    }

    @Test
    void theMeanOfAllRowsIsTheMeanReadout() {
        double[] mean = new double[TOKENS];
        for (int row = 0; row < TOKENS; row++) {
            double[] own = of(THREE, new Rollout(row(row)));
            for (int j = 0; j < TOKENS; j++) {
                mean[j] += own[j] / TOKENS;
            }
        }
        assertThat(of(THREE, new Rollout(Scope.all().read(new Readout.Mean())))).containsExactly(mean, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, -1})
    void genericAttentionIsTheEquation(int start) {
        double[][] relevance = Matrices.identity(TOKENS);
        for (int l = Math.floorMod(start, 3); l < 3; l++) {
            double[][] carried = new double[TOKENS][TOKENS];
            for (int q = 0; q < HEADS; q++) {
                double[][] a = THREE.attention(l, q);
                double[][] g = THREE.slope(l, q);
                Matrices.fill(carried, (i, j) -> Math.max(0, a[i][j] * g[i][j]) / HEADS);
            }
            relevance = Matrices.plus(relevance, Matrices.times(carried, relevance));
        }
        assertThat(of(THREE, new GenericAttention(row(2).from(start), Heads.AFTER_PRODUCT)))
                .containsExactly(relevance[2], within(1e-6));
    }

    @Test
    void bidirectionalTransformerIsTheEquation() {
        double[][] relevance = Matrices.identity(TOKENS);
        double[][] feedback = new double[TOKENS][TOKENS];
        for (int l = 0; l < 3; l++) {
            double[] met = new double[HEADS];
            for (int q = 0; q < HEADS; q++) {
                met[q] =
                        Matrices.meanAbs(Matrices.times(Matrices.transposed(THREE.attention(l, q)), THREE.slope(l, q)));
            }
            double[][] carried = new double[TOKENS][TOKENS];
            for (int q = 0; q < HEADS; q++) {
                double share = met[q] / DoubleStream.of(met).sum();
                double[][] a = THREE.attention(l, q);
                Matrices.fill(carried, (i, j) -> share * a[i][j]);
            }
            relevance = Matrices.plus(relevance, Matrices.times(carried, relevance));
        }
        for (int q = 0; q < HEADS; q++) {
            double[][] g = THREE.slope(2, q);
            Matrices.fill(feedback, (i, j) -> Math.max(0, g[i][j]) / HEADS);
        }
        double[] expected = new double[TOKENS];
        for (int j = 0; j < TOKENS; j++) {
            expected[j] = relevance[1][j] * feedback[1][j];
        }
        assertThat(of(THREE, new BidirectionalTransformer(row(1), Perception.HEAD, 3)))
                .containsExactly(expected, within(1e-6));
    }

    @Test
    void attentionXGradientIsTheChangeOfAScoreThatIsLinearInAttention() {
        double[] expected = new double[TOKENS];
        double total = 0;
        for (int l = 0; l < 3; l++) {
            for (int q = 0; q < HEADS; q++) {
                double[][] a = THREE.attention(l, q);
                double[][] g = THREE.slope(l, q);
                for (int i = 0; i < TOKENS; i++) {
                    for (int j = 0; j < TOKENS; j++) {
                        expected[j] += a[i][j] * g[i][j];
                        total += a[i][j] * g[i][j];
                    }
                }
            }
        }
        try (Model model = THREE.open(folder)) {
            var answer = new AttentionXGradient(Scope.all(), false).interpret(model, THREE.question());
            assertThat(answer.attributions().doubles()).containsExactly(expected, within(1e-5));
            assertThat(answer.tensor("score").orElseThrow().doubles())
                    .containsExactly(new double[] {total}, within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, -4})
    void aLayerThatIsNotThereIsNamed(int start) {
        assertThatThrownBy(() -> of(THREE, new Rollout(Scope.all().from(start))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("start_layer is " + start)
                .hasMessageContaining("3 layers");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, -6})
    void aTokenThatIsNotThereIsNamed(int row) {
        assertThatThrownBy(() -> of(THREE, new Rollout(row(row)))).hasMessageContaining("row is " + row);
    }

    @Test
    void namesReplaceWhatWasFound() {
        double[] last = of(THREE, new Rollout(row(0).from(-1)));
        assertThat(of(THREE, new Rollout(row(0).of(List.of("attention.2"))))).containsExactly(last);
        assertThat(of(THREE, new Rollout(row(0).of(List.of("node.att*.2"))))).containsExactly(last);
    }

    @ParameterizedTest
    @EnumSource(names = {"DOUBLE", "FLOAT16"})
    void aModelOfAnotherElementTypeIsExplainedAlike(ElementType type) {
        for (AttentionAttribution algorithm : List.of(
                new Rollout(row(2)),
                new GenericAttention(Scope.all(), Heads.AFTER_PRODUCT),
                new TransitionAttentionMaps(Scope.all(), 4),
                new BidirectionalTransformer(Scope.all(), Perception.HEAD, 4),
                new AttentionXGradient(Scope.all(), false))) {
            double[] expected = of(THREE, algorithm);
            try (Model model = THREE.open(folder, type)) {
                double size = DoubleStream.of(expected).map(Math::abs).max().orElseThrow();
                assertThat(algorithm
                                .interpret(model, THREE.question(type))
                                .attributions()
                                .doubles())
                        // FLOAT16 rounds a term at 5e-4
                        .containsExactly(expected, within((type == ElementType.FLOAT16 ? 1e-2 : 1e-5) * size));
            }
        }
    }
}
