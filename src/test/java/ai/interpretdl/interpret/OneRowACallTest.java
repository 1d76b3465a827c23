package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.PartitionShap;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.WordModel;
import ai.interpretdl.text.Encoding;
import ai.interpretdl.text.Granularity;
import ai.interpretdl.text.Spans;
import ai.interpretdl.text.SpecialToken;
import ai.interpretdl.text.TextReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model that takes one row a call, several rows, and something of its own for each: every row gets its own. */
class OneRowACallTest {
    private static final int ROWS = 3;
    private static final Tensor X = Toys.tensor(ROWS, 6, i -> Math.sin(3.0 * i) + 0.3);
    private static final Tensor START = Toys.tensor(ROWS, 6, i -> Math.cos(2.0 * i) / 4);
    /** Two, three and six features. */
    private static final Tensor SEGMENTS =
            Tensor.of(new long[] {0, 0, 0, 1, 1, 1, 0, 1, 2, 0, 1, 2, 5, 4, 3, 2, 1, 0}, ROWS, 6);

    private static final Tensor DRAWS =
            Toys.tensor(4, ROWS * 6, i -> Math.sin(5.0 * i) / 3).reshape(4, ROWS, 6);
    private static final Tensor PLACES = Toys.tensor(4, ROWS, i -> (i % 7 + 0.5) / 7);

    @TempDir
    Path folder;

    /** @param of the algorithm with what is a row's own; of all rows where the row is negative */
    private record Case(String name, IntFunction<Interpretation> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Tensor own(Tensor all, int row) {
        return row < 0 ? all : all.rows(row, row + 1);
    }

    private static Baseline start(int row) {
        return new Baseline.Paired(Map.of("x", own(START, row)));
    }

    private static Baseline several(int row) {
        return new Baseline.Sampled(Map.of("x", draws(row)));
    }

    private static Features features(int row) {
        return Features.given(Map.of("x", own(SEGMENTS, row)));
    }

    private static Noise noise(int row) {
        return new Noise.Given(Map.of("x", draws(row)));
    }

    private static Tensor draws(int row) {
        Tensor own = row < 0 ? DRAWS : Toys.tensor(4, 6, i -> DRAWS.floats()[i / 6 * ROWS * 6 + row * 6 + i % 6]);
        return own.reshape(4, row < 0 ? ROWS : 1, 6);
    }

    private static Tensor places(int row) {
        return row < 0 ? PLACES : Toys.tensor(4, 1, i -> PLACES.floats()[i * ROWS + row]);
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("lime", r -> new Lime(features(r), start(r), 64, new Locality(0.25), new Ridge(0))),
                new Case("kernel-shap", r -> new KernelShap(features(r), start(r), 64)),
                new Case("feature-ablation", r -> new FeatureAblation(features(r), start(r))),
                new Case("partition-shap", r -> new PartitionShap(features(r), start(r), List.of(), 40)),
                new Case("integrated-gradients", r -> new IntegratedGradients(start(r), Quadrature.GAUSS_LEGENDRE, 4)),
                new Case("deep-lift", r -> new DeepLift(start(r))),
                new Case("deep-lift-shap", r -> new DeepLiftShap(several(r))),
                new Case("partition-shap of several", r -> new PartitionShap(features(r), several(r), List.of(), 40)),
                new Case("gradient-shap of several", r -> new GradientShap(several(r), 4, noise(r))),
                new Case(
                        "smooth-grad",
                        r -> new SmoothGrad(new Saliency(false), 4, noise(r), SmoothGrad.Statistic.MEAN)),
                new Case("gradient-shap", r -> new GradientShap(start(r), 4, noise(r), Optional.of(places(r)))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyRowGetsItsOwn(Case algorithm) {
        try (Model model = Toys.mixing(6).openOfOneRow(folder, X, 1L << 24)) {
            Question question = Question.of(Map.of("x", X)).seeded(3);
            assertThat(model.batching(question.inputs())).isEqualTo(Subject.Batching.SINGLE);
            Explanation all = algorithm.of().apply(-1).interpret(model, question);
            for (int row = 0; row < ROWS; row++) {
                Question alone = Question.of(Map.of("x", own(X, row))).seeded(3);
                Explanation one = algorithm.of().apply(row).interpret(model, alone);
                assertThat(all.attributions().rows(row, row + 1)).isEqualTo(one.attributions());
                assertThat(all.tensor("score").orElseThrow().rows(row, row + 1))
                        .isEqualTo(one.tensor("score").orElseThrow());
            }
        }
    }

    /** Each word adds what the table says, whatever text it stands in and however long that is. */
    @Test
    void everyTextHasWordsOfItsOwn() throws IOException {
        Tensor table = Tensor.of(new float[] {0, 0, 0, 0, 0, 2, 0, -1, 0, 0.5f}, 5, 2);
        try (Model model = InterpretDl.open(WordModel.writeOfOneRow(folder, table, 4), Device.cpu())) {
            TextReader reader = TextReader.of(model).orElseThrow();
            List<Encoding> rows = reader.encode(List.of("w2 w3 w2", "w4 w2", "w3"));
            Question question =
                    Question.of(reader.tensors(rows)).about(Target.ofClass(1)).as(OutputKind.RAW);
            assertThat(model.batching(question.inputs())).isEqualTo(Subject.Batching.SINGLE);
            List<Spans> words =
                    rows.stream().map(row -> Spans.of(row, Granularity.WORD)).toList();
            Features features = Features.given(Map.of("ids", Spans.segments(words)));
            Baseline unknown = new Baseline.Paired(Map.of("ids", reader.filled(rows, SpecialToken.UNKNOWN)));
            for (Baseline hiding : List.of(unknown, new Baseline.Deletion(reader.fill()), Baseline.zeros())) {
                for (Interpretation algorithm : List.of(
                        new KernelShap(features, hiding, 64),
                        new Lime(features, hiding, 64, new Locality(0.25), new Ridge(0)),
                        new FeatureAblation(features, hiding))) {
                    assertThat(algorithm
                                    .interpret(model, question)
                                    .attributions()
                                    .floats())
                            .as("%s %s", algorithm.name(), hiding)
                            .containsExactly(
                                    new float[] {2, -1, 2, 0, 0.5f, 2, 0, 0, -1, 0, 0, 0}, Offset.offset(1e-4f));
                }
            }
        }
    }
}
