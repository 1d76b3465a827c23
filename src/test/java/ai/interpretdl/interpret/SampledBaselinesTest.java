package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.ExactShapley;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.layer.LayerConductance;
import ai.interpretdl.interpret.layer.LayerIntegratedGradients;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Baselines {@code [samples, N, …]}: several for each row, of several inputs. */
class SampledBaselinesTest {
    private static final int ROWS = 2;
    private static final int COUNT = 3;
    private static final long ROOMY = 1L << 24;

    private static final Map<String, Tensor> INPUTS = Map.of(
            "a", Toys.tensor(ROWS, 3, i -> Math.sin(3.0 * i) + 0.3),
            "b", Toys.tensor(ROWS, 2, i -> Math.cos(2.0 * i)));
    private static final Map<String, Tensor> STARTS = Map.of(
            "a", Toys.tensor(COUNT, ROWS * 3, i -> Math.sin(5.0 * i) / 2).reshape(COUNT, ROWS, 3),
            "b", Toys.tensor(COUNT, ROWS * 2, i -> Math.cos(7.0 * i) / 2).reshape(COUNT, ROWS, 2));
    private static final Tensor PLACES = Toys.tensor(COUNT, ROWS, i -> (i + 0.5) / (COUNT * ROWS));

    @TempDir
    Path folder;

    /** One of the baselines of each row. */
    private static Baseline paired(int sample) {
        Map<String, Tensor> one = new TreeMap<>();
        STARTS.forEach((name, all) -> one.put(name, of(all, sample)));
        return new Baseline.Paired(one);
    }

    private static Tensor of(Tensor all, int sample) {
        Shape shape = all.shape();
        return all.rows(sample, sample + 1L)
                .reshape(shape.slice(1, shape.rank()).dims());
    }

    static Stream<Function<Baseline, Interpretation>> algorithms() {
        Quadrature gauss = Quadrature.GAUSS_LEGENDRE;
        return Stream.of(
                start -> new IntegratedGradients(start, gauss, 5),
                DeepLift::new,
                DeepLiftShap::new,
                start -> new ExactShapley(Features.elements(), start),
                start -> new FeatureAblation(Features.elements(), start),
                start -> new Occlusion(start, List.of(), List.of(), Occlusion.Overlap.MEAN),
                start -> new LayerIntegratedGradients(Optional.of("hidden"), start, gauss, 5),
                start -> new LayerConductance(Optional.of("bent"), start, 5));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void resultsAreAveragedOverThoseOfEachRow(Function<Baseline, Interpretation> algorithm) {
        agree(algorithm.apply(new Baseline.Sampled(STARTS)), k -> algorithm.apply(paired(k)));
    }

    /** Not every baseline with every sample. */
    @Test
    void expectedGradientsTakeOneWithEachSample() {
        agree(
                new GradientShap(new Baseline.Sampled(STARTS), COUNT, Noise.none(), Optional.of(PLACES)),
                k -> new GradientShap(paired(k), 1, Noise.none(), Optional.of(PLACES.rows(k, k + 1L))));
    }

    /** An answer is the average of one for each sample. */
    private void agree(Interpretation together, IntFunction<Interpretation> ofSample) {
        try (Model model = Toys.pair().open(folder, INPUTS, ROOMY)) {
            Question question = Question.of(INPUTS).about(Target.ofClass(1));
            Explanation found = together.interpret(model, question);
            List<Explanation> each = Stream.iterate(0, k -> k + 1)
                    .limit(COUNT)
                    .map(k -> ofSample.apply(k).interpret(model, question))
                    .toList();
            found.tensors()
                    .forEach((name, tensor) ->
                            assertThat(tensor.doubles()).as(name).containsExactly(mean(each, name), within(1e-6)));
        }
    }

    private static double[] mean(List<Explanation> each, String name) {
        double[] mean =
                new double[(int) each.get(0).tensor(name).orElseThrow().shape().size()];
        for (Explanation one : each) {
            double[] values = one.tensor(name).orElseThrow().doubles();
            Arrays.setAll(mean, i -> mean[i] + values[i] / COUNT);
        }
        return mean;
    }

    /** What an input has one of serves all baselines of the others. */
    @Test
    void oneRowServesADistribution() {
        Tensor some = STARTS.get("a").reshape((long) COUNT * ROWS, 3);
        Tensor one = Tensor.of(new float[] {0.25f, -0.5f}, 1, 2);
        Tensor repeated = Toys.tensor(COUNT * ROWS, 2, i -> one.doubles()[i % 2]);
        try (Model model = Toys.pair().open(folder, INPUTS, ROOMY)) {
            Question question = Question.of(INPUTS).about(Target.ofClass(1));
            var few = new DeepLift(new Baseline.Distribution(Map.of("a", some, "b", one)));
            var many = new DeepLift(new Baseline.Distribution(Map.of("a", some, "b", repeated)));
            for (String input : INPUTS.keySet()) {
                assertThat(few.interpret(model, question).attributions(input).doubles())
                        .containsExactly(
                                many.interpret(model, question)
                                        .attributions(input)
                                        .doubles(),
                                within(1e-6));
            }
            var wrong = new DeepLift(new Baseline.Distribution(Map.of("a", some, "b", repeated.rows(0, 2))));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> wrong.interpret(model, question))
                    .withMessageContaining("baseline.b has 2 rows");
        }
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Tensor three = STARTS.get("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Baseline.Sampled(
                        Map.of("a", three, "b", STARTS.get("b").rows(0, 2))))
                .withMessageContaining("baseline.b");
        try (Model model = Toys.pair().open(folder, INPUTS, ROOMY)) {
            Question question = Question.of(INPUTS).about(Target.ofClass(1));
            var samples = new GradientShap(new Baseline.Sampled(STARTS), 5, Noise.none());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> samples.interpret(model, question))
                    .withMessageContaining("3 samples, but samples is 5");
            var rows = new DeepLift(new Baseline.Sampled(Map.of("a", three.reshape(2, 3, 3))));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> rows.interpret(model, question))
                    .withMessageContaining("baseline.a is [2, 3, 3]");
        }
    }
}
