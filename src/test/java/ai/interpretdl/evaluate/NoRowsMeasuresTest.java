package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Measures of a model without an axis of rows are those of the same network with one row. */
class NoRowsMeasuresTest {
    private static final Tensor X =
            Tensor.of(new float[] {1, -2, 0.5f, 3, -0.3f, 0.8f, -1.5f, 2, 0.1f, 0.9f, -4, 2.5f}, 3, 4);

    @TempDir
    Path folder;

    static Stream<Evaluation> measures() {
        Removing removing = Removing.from(Substrate.zeros(), 6);
        Features elements = Features.elements();
        Baseline zeros = Baseline.zeros();
        return Stream.of(
                new Deletion(removing),
                new Insertion(removing),
                new PerturbationCurves(removing),
                new Monotonicity(removing),
                new Irof(elements, Substrate.zeros()),
                new Road(List.of(0.25, 0.5), Substrate.zeros(), Channels.SUM),
                new Road(List.of(0.25, 0.5), Substrate.imputed(), Channels.SUM),
                new Infidelity(new Disturbance.Gaussian(5, 0.1), Infidelity.Unit.PER_UNIT),
                new SensitivityN(elements, zeros, List.of(0.3, 0.6), 6),
                new MuFidelity(elements, zeros, 0.4, 8, Correlation.PEARSON),
                new AverageDrop(zeros, Channels.SUM),
                new Complexity(Channels.SUM, 0.01),
                new SensitivityMax(0.1, 3),
                new SeedStability(3));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void theWholeInputIsOneRow(Evaluation measure) {
        Interpretation noisy = new SmoothGrad(new Saliency(false), 4, new Noise.Gaussian(1), SmoothGrad.Statistic.MEAN);
        Interpretation hiding = new KernelShap(Features.elements(), Baseline.zeros(), 20);
        try (Model whole = Laws.elementwise(folder, 3, 4);
                Model rows = Laws.elementwise(folder, 1, 3, 4)) {
            for (Interpretation algorithm : List.of(new InputXGradient(), noisy, hiding)) {
                Evaluated one = measure.evaluate(Claim.of(whole, about(X), algorithm));
                Evaluated same = measure.evaluate(Claim.of(rows, about(X.reshape(1, 3, 4)), algorithm));
                assertThat(one.numbers().keySet()).isEqualTo(same.numbers().keySet());
                one.numbers().forEach((name, numbers) -> {
                    assertThat(numbers).as(name).hasSize(1);
                    assertThat(numbers.get(0)).as(name).isCloseTo(same.number(name, 0), within(1e-5));
                });
            }
        }
    }

    private static Question about(Tensor x) {
        return Question.of(Map.of("x", x)).about(Target.sum());
    }
}
