package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.testing.WatchedEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How many programs a measure runs: its own, and that of the input itself only where it depends on what the model says of that. */
class PassesTest {
    private static final Interpretation LOCAL = new InputXGradient();
    private static final Interpretation SAMPLING =
            new SmoothGrad(new Saliency(false), 4, new Noise.Gaussian(1), SmoothGrad.Statistic.MEAN);

    private static final Interpretation LIME =
            new Lime(Features.elements(), Baseline.zeros(), 8, new Locality(0.25), new Ridge(1));

    @TempDir
    Path folder;

    private int runs;

    static Stream<Arguments> programs() {
        Removing removing = Removing.from(Substrate.zeros(), 4);
        Features elements = Features.elements();
        Baseline zeros = Baseline.zeros();
        Disturbance noise = new Disturbance.Gaussian(5, 0.1);
        return Stream.of(
                arguments(new Deletion(removing), LOCAL, 1),
                arguments(new Insertion(removing), LOCAL, 1),
                arguments(new Monotonicity(removing), LOCAL, 1),
                arguments(new PerturbationCurves(removing), LOCAL, 1),
                arguments(new Irof(elements, Substrate.zeros()), LOCAL, 1),
                arguments(new Infidelity(noise, Infidelity.Unit.PER_UNIT), LOCAL, 1),
                arguments(new SensitivityMax(0.1, 3), LOCAL, 1),
                arguments(new SensitivityMax(0.1, 3), SAMPLING, 1),
                arguments(new SensitivityMax(0.1, 3), LIME, 1),
                // the score that they sum up to, and the output that it is read off
                arguments(new SensitivityMax(0.1, 3), new KernelShap(elements, zeros, 8), 3),
                arguments(new SeedStability(3), LOCAL, 1),
                arguments(new SeedStability(3), LIME, 1),
                arguments(new SeedStability(3), new KernelShap(elements, zeros, 8), 3),
                arguments(new SeedStability(3), SAMPLING, 1),
                arguments(new ParameterRandomisation(ParameterRandomisation.Cascade.CASCADING, 5), LOCAL, 1),
                arguments(new ParameterRandomisation(ParameterRandomisation.Cascade.CASCADING, 5), SAMPLING, 1),
                arguments(new Complexity(Channels.SUM, 0.01), LOCAL, 0),
                // the output, of which the classes are counted
                arguments(new RandomLogit(), LOCAL, 2),
                arguments(new RandomLogit(), SAMPLING, 2),
                // the output and the score that is read off it
                arguments(new AverageDrop(zeros, Channels.SUM), LOCAL, 3),
                arguments(new MuFidelity(elements, zeros, 0.2, 6, Correlation.PEARSON), LOCAL, 3),
                arguments(new Road(List.of(0.5), Substrate.zeros(), Channels.SUM), LOCAL, 3),
                // pixels that are imputed too
                arguments(new Road(Road.SHARES, Substrate.imputed(), Channels.SUM), LOCAL, 3),
                arguments(new PerturbationCurves(Removing.from(Substrate.imputed(), 4)), LOCAL, 1));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aMeasureRunsNoMoreThanItNeeds(Evaluation measure, Interpretation algorithm, int programs) {
        Path file;
        try (Model written = Laws.bent(folder, 4)) {
            file = written.file();
        }
        WatchedEngine engine = new WatchedEngine(new OrtEngine(Device.cpu()), source -> runs++, () -> {});
        try (Model model = Model.open(
                file,
                new Model.Environment(engine, new OrtOracle(), Device.cpu().rules()))) {
            Question question = Laws.question(Laws.images(Laws.numbers(16, 2), Laws.numbers(16, 5)));
            Claim claim = Claim.of(model, question, algorithm);
            runs = 0;
            measure.evaluate(claim);
            assertThat(runs).isEqualTo(programs);
        }
    }
}
