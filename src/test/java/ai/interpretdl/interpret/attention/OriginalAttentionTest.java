package ai.interpretdl.interpret.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.model.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four layers of three heads over 197 tokens with given attention and gradients. The numbers were measured by running InterpretDL's own
 * arithmetic on them: mean, standard deviation, smallest, largest, first and last attribution; of pictures without the class token.
 */
class OriginalAttentionTest {
    private static final AttentionToy TOY = new AttentionToy(
            4,
            3,
            197,
            (l, q, i, j) -> Math.sin(0.01 * (l + 1) * (i + 1) + 0.02 * (q + 1) * (j + 1)),
            (l, q, i, j) -> Math.cos(0.03 * (l + 1) * (i + 1) - 0.05 * (q + 1) * (j + 1)),
            6,
            (l, n) -> Math.cos(0.01 * (l + 1) * n),
            (l, n) -> Math.sin(0.02 * (l + 1) * n),
            (l, n) -> Math.sin(0.5 * (l + 1) * n));
    private static final Readout CLASS_TOKEN = new Readout.Token(0);

    @TempDir
    Path folder;

    private static Scope from(int layer) {
        return Scope.all().from(layer).read(CLASS_TOKEN);
    }

    @Test
    void rollout() {
        patches(
                new Rollout(from(0)),
                4.751375e-03,
                1.084934e-03,
                3.637195e-03,
                7.130930e-03,
                6.313421e-03,
                4.443012e-03);
    }

    @Test
    void transitionAttentionMaps() {
        patches(
                new TransitionAttentionMaps(from(1), 2),
                6.595367e-03,
                5.381774e-03,
                0,
                2.454121e-02,
                2.454121e-02,
                5.225975e-03);
        assertThat(mean(new TransitionAttentionMaps(from(0), 3))).isCloseTo(1.333631e-02, within(1e-6));
        assertThat(mean(new TransitionAttentionMaps(from(3), 1))).isCloseTo(1.625047e-03, within(1e-6));
    }

    @Test
    void genericAttentionOfPictures() {
        patches(
                new GenericAttention(from(0), GenericAttention.Heads.BEFORE_PRODUCT),
                3.801738e-03,
                6.882613e-03,
                6.068082e-06,
                2.482225e-02,
                1.763159e-02,
                5.043869e-04);
    }

    @Test
    void genericAttentionOfTexts() {
        tokens(
                new GenericAttention(from(2), GenericAttention.Heads.BEFORE_PRODUCT),
                6.734754e-03,
                7.157520e-02,
                2.276431e-07,
                1.007760,
                1.007760,
                8.570490e-05);
    }

    @Test
    void bidirectionalTransformerOfPictures() {
        patches(
                new BidirectionalTransformer(from(1), BidirectionalTransformer.Perception.HEAD, 2),
                1.151837e-02,
                9.305285e-03,
                0,
                3.960624e-02,
                3.960624e-02,
                8.801696e-03);
    }

    @Test
    void bidirectionalTransformerOfTexts() {
        tokens(
                new BidirectionalTransformer(from(2), BidirectionalTransformer.Perception.HEAD, 2),
                9.996367e-03,
                7.170831e-02,
                0,
                1.012502,
                1.012502,
                3.504633e-03);
        tokens(
                new BidirectionalTransformer(from(2), BidirectionalTransformer.Perception.TOKEN, 2),
                1.673621e-02,
                7.128469e-02,
                0,
                1.004251,
                1.004251,
                5.934926e-03);
    }

    private double[] of(AttentionAttribution algorithm) {
        try (Model model = TOY.open(folder)) {
            return algorithm.interpret(model, TOY.question()).attributions().doubles();
        }
    }

    private double mean(AttentionAttribution algorithm) {
        double[] all = of(algorithm);
        return DoubleStream.of(all).skip(1).average().orElseThrow();
    }

    private void patches(AttentionAttribution algorithm, double... expected) {
        double[] all = of(algorithm);
        check(Arrays.copyOfRange(all, 1, all.length), expected);
    }

    private void tokens(AttentionAttribution algorithm, double... expected) {
        check(of(algorithm), expected);
    }

    private static void check(double[] values, double... expected) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        double variance = DoubleStream.of(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        double[] found = {
            mean,
            Math.sqrt(variance),
            DoubleStream.of(values).min().orElseThrow(),
            DoubleStream.of(values).max().orElseThrow(),
            values[0],
            values[values.length - 1]
        };
        // seven digits were measured; float32 keeps 1e-5 of the largest here
        assertThat(found).containsExactly(expected, within(1e-5 * expected[3]));
    }
}
