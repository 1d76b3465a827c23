package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.layer.InternalInfluence;
import ai.interpretdl.interpret.layer.LayerActivation;
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
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every correct explanation by a layer or a neuron. */
class LayerLawsTest {
    private static final int WIDTH = 6;
    private static final int HIDDEN = 5;
    private static final long ROOMY = 1L << 24;

    /** One sample a step. */
    private static final long TIGHT = 1;

    private static final Quadrature GAUSS = Quadrature.GAUSS_LEGENDRE;
    private static final Lrp EPSILON = new Lrp(Lrp.Composite.EPSILON, 1e-6, 0.25);
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final Baseline BASELINE =
            new Baseline.Paired(Map.of("x", Toys.tensor(1, WIDTH, i -> 0.1 * i - 0.2)));
    private static final Baseline SEVERAL =
            new Baseline.Distribution(Map.of("x", Toys.tensor(3, WIDTH, i -> Math.cos(i))));

    @TempDir
    Path folder;

    private static Optional<String> at(String layer) {
        return Optional.of(layer);
    }

    /** Attributions of a layer that everything passes sum to score - score(baseline). */
    static Stream<Interpretation> complete() {
        return Stream.of(
                new LayerConductance(at("bent"), BASELINE, 200),
                new LayerConductance(at("hidden"), SEVERAL, 200),
                new LayerIntegratedGradients(at("hidden"), BASELINE, GAUSS, 32),
                new LayerIntegratedGradients(at("hidden"), SEVERAL, GAUSS, 32),
                new LayerDeepLift(at("hidden"), BASELINE),
                new LayerDeepLift(at("hidden"), SEVERAL),
                new NeuronIntegratedGradients(Neuron.of("bent", 3), SEVERAL, GAUSS, 32));
    }

    static Stream<Interpretation> all() {
        return Stream.concat(
                complete(),
                Stream.of(
                        new LayerActivation(at("hidden")),
                        new LayerGradient(at("hidden")),
                        new LayerGradientXActivation(at("hidden")),
                        new InternalInfluence(at("hidden"), SEVERAL, GAUSS, 7),
                        new LayerFeatureAblation(at("hidden")),
                        new LayerLrp(at("hidden"), EPSILON),
                        new NeuronGradient(Neuron.of("bent", 2)),
                        new NeuronConductance(Neuron.of("bent", 2), BASELINE, GAUSS, 7)));
    }

    /** The input is a layer too, where each is the algorithm that it came from. */
    static Stream<Arguments> twins() {
        Baseline zeros = Baseline.zeros();
        return Stream.of(
                Arguments.of(new LayerGradient(at("x")), new Saliency(false)),
                Arguments.of(new LayerGradientXActivation(at("x")), new InputXGradient()),
                Arguments.of(
                        new LayerConductance(at("x"), BASELINE, 9),
                        new IntegratedGradients(BASELINE, Quadrature.MIDDLE, 9)),
                Arguments.of(
                        new InternalInfluence(at("x"), SEVERAL, GAUSS, 9),
                        new IntegratedGradients(SEVERAL, GAUSS, 9, false)),
                Arguments.of(
                        new LayerIntegratedGradients(at("x"), SEVERAL, GAUSS, 9),
                        new IntegratedGradients(SEVERAL, GAUSS, 9)),
                Arguments.of(new LayerDeepLift(at("x"), BASELINE), new DeepLift(BASELINE)),
                Arguments.of(new LayerLrp(at("x"), EPSILON), EPSILON),
                Arguments.of(new LayerFeatureAblation(at("x")), new FeatureAblation(Features.elements(), zeros)));
    }

    @ParameterizedTest
    @MethodSource("twins")
    void theInputIsALayerToo(Interpretation layer, Interpretation input) {
        try (Model model = Toys.gated(WIDTH).open(folder, ROWS, ROOMY)) {
            double[] expected = explain(input, model, ROWS);
            assertThat(explain(layer, model, ROWS)).containsExactly(expected, relative(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("complete")
    void attributionsSumToTheChangeInScore(Interpretation algorithm) {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            Explanation found = algorithm.interpret(model, about(ROWS));
            // the middles of 200 steps miss a part in 10⁵
            assertThat(found.tensor("completeness_delta").orElseThrow().doubles())
                    .containsExactly(new double[2], within(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSizeOfAStepDoesNotMatter(Interpretation algorithm) {
        try (Model roomy = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY);
                Model tight = Toys.smooth(WIDTH).open(folder, ROWS, TIGHT)) {
            double[] wide = explain(algorithm, roomy, ROWS);
            assertThat(explain(algorithm, tight, ROWS)).containsExactly(wide, relative(wide));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void rowsAreExplainedEachForItself(Interpretation algorithm) {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            double[] both = explain(algorithm, model, ROWS);
            double[] second = explain(algorithm, model, ROWS.rows(1, 2));
            assertThat(Arrays.copyOfRange(both, both.length / 2, both.length)).containsExactly(second, relative(both));
        }
    }

    /** A layer may be the output itself, or be reshaped at once: nothing may lead around it. */
    @ParameterizedTest
    @ValueSource(strings = {"out", "bent", "x"})
    void theLayerMayBeTheOutput(String layer) {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            Explanation found =
                    new LayerIntegratedGradients(at(layer), BASELINE, GAUSS, 32).interpret(model, about(ROWS));
            assertThat(found.tensor("completeness_delta").orElseThrow().doubles())
                    .containsExactly(new double[2], within(1e-5));
        }
    }

    /** Below a linear head every additive method gives w·(y(x) - y(x₀)), and ablation w·y(x). */
    @Test
    void belowALinearHeadAllAgree() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            Tensor start = Toys.tensor(1, WIDTH, i -> 0.1 * i - 0.2);
            double[] here = explain(new LayerActivation(at("bent")), model, ROWS.rows(0, 1));
            double[] there = explain(new LayerActivation(at("bent")), model, start);
            double[] weights = Toys.wave(2, HIDDEN, 2)[1];
            double[] added = new double[HIDDEN];
            double[] whole = new double[HIDDEN];
            Arrays.setAll(added, j -> weights[j] * (here[j] - there[j]));
            Arrays.setAll(whole, j -> weights[j] * here[j]);
            for (Interpretation additive : List.of(
                    new LayerConductance(at("bent"), BASELINE, 3),
                    new LayerIntegratedGradients(at("bent"), BASELINE, GAUSS, 1),
                    new LayerDeepLift(at("bent"), BASELINE))) {
                assertThat(explain(additive, model, ROWS.rows(0, 1)))
                        .as(additive.name())
                        .containsExactly(added, relative(whole));
            }
            assertThat(explain(new LayerFeatureAblation(at("bent")), model, ROWS.rows(0, 1)))
                    .containsExactly(whole, relative(whole));
        }
    }

    @Test
    void theInputsOfANeuronSumToItsConductance() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            double[] layer = explain(new LayerConductance(at("bent"), BASELINE, 400), model, ROWS.rows(0, 1));
            for (int j = 0; j < HIDDEN; j++) {
                double[] inputs = explain(
                        new NeuronConductance(Neuron.of("bent", j), BASELINE, GAUSS, 32), model, ROWS.rows(0, 1));
                assertThat(Arrays.stream(inputs).sum()).isCloseTo(layer[j], within(1e-4));
            }
        }
    }

    @Test
    void aNeuronsGradientIsItsSlope() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            double[] slopes = explain(new NeuronGradient(Neuron.of("bent", 2)), model, ROWS.rows(0, 1));
            for (int i = 0; i < WIDTH; i++) {
                double step = 1e-2;
                double up = explain(new LayerActivation(at("bent")), model, moved(i, step))[2];
                double down = explain(new LayerActivation(at("bent")), model, moved(i, -step))[2];
                // a central difference of float32 values, whose third derivative is below 1
                assertThat(slopes[i]).isCloseTo((up - down) / (2 * step), within(1e-4));
            }
        }
    }

    private static Tensor moved(int element, double step) {
        float[] values = ROWS.rows(0, 1).floats().clone();
        values[element] += (float) step;
        return Tensor.of(values, 1, WIDTH);
    }

    @Test
    void aNeuronOutsideItsLayerIsRefused() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            for (Neuron wrong : List.of(Neuron.of("bent", HIDDEN), Neuron.of("bent", 0, 0))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(
                                () -> new NeuronConductance(wrong, BASELINE, GAUSS, 3).interpret(model, about(ROWS)))
                        .withMessageContaining("neuron " + wrong.index());
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new NeuronGradient(wrong).interpret(model, about(ROWS)))
                        .withMessageContaining(wrong.index().toString());
            }
        }
    }

    private static Question about(Tensor x) {
        return Question.of(Map.of("x", x)).about(Target.ofClass(1));
    }

    private static double[] explain(Interpretation algorithm, Model model, Tensor x) {
        return algorithm.interpret(model, about(x)).attributions().doubles();
    }

    /** float32 rounds each of some dozens of terms at 1e-7. */
    private static Offset<Double> relative(double[] values) {
        return within(2e-5 * Arrays.stream(values).map(Math::abs).max().orElse(0) + 1e-30);
    }
}
