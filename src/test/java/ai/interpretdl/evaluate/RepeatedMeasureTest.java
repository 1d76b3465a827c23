package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.WatchedEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A measure writes its programs once for inputs of the same shapes, and measures other ones as if it were new. */
class RepeatedMeasureTest {
    private static final int PIXELS = 16;
    private static final Tensor IMAGES = Laws.images(Laws.numbers(PIXELS, 3), Laws.numbers(PIXELS, 4));
    private static final Tensor OTHERS = Laws.images(Laws.numbers(PIXELS, 5), Laws.numbers(PIXELS, 6));
    private static final Tensor FLAT = Laws.images(new double[PIXELS], new double[PIXELS]);
    private static final Tensor ATTRIBUTIONS = Laws.images(Laws.numbers(PIXELS, 7), Laws.numbers(PIXELS, 8));
    private static final Tensor CHANGES = Tensor.concat(List.of(IMAGES, OTHERS)).reshape(2, 2, 1, 4, 4);
    private static final Features ELEMENTS = Features.elements();
    private static final Baseline ZEROS = Baseline.zeros();

    @TempDir
    Path folder;

    private Path file;
    private int written;

    @BeforeEach
    void write() {
        try (Model model = Laws.bent(folder, 4)) {
            file = model.file();
        }
    }

    private Model opened() {
        WatchedEngine engine = new WatchedEngine(new OrtEngine(Device.cpu(), 1L << 24), any -> {}, () -> written++);
        return Model.open(
                file,
                new Model.Environment(engine, new OrtOracle(), Device.cpu().rules()));
    }

    private static Removing removing(Substrate substrate, Steps.Spacing spacing) {
        return new Removing(substrate, new Steps(4, spacing), Channels.SUM);
    }

    static Stream<Evaluation> measures() {
        Substrate drawn = Substrate.of(new Baseline.Uniform(3, -1, 1));
        Substrate given = Substrate.of(new Baseline.Distribution(Map.of("x", IMAGES)));
        return Stream.of(
                new Deletion(removing(drawn, Steps.Spacing.EVEN)),
                new Insertion(removing(Substrate.blurred(1), Steps.Spacing.EVEN)),
                new Monotonicity(removing(given, Steps.Spacing.EVEN)),
                // at the first no place is ever changed, in either order
                new PerturbationCurves(removing(Substrate.zeros(), Steps.Spacing.PERCENTILES)),
                new PerturbationCurves(removing(Substrate.imputed(), Steps.Spacing.PERCENTILES)),
                new Road(Road.SHARES, Substrate.imputed(), Channels.SUM),
                new Road(Road.SHARES, given, Channels.SUM),
                new Irof(ELEMENTS, Substrate.zeros()),
                new Infidelity(new Disturbance.Gaussian(5, 0.1), Infidelity.Unit.PER_UNIT),
                new Infidelity(new Disturbance.Squares(ZEROS, List.of(2), 1), Infidelity.Unit.CONTRIBUTION),
                new Infidelity(new Disturbance.Given(Map.of("x", CHANGES)), Infidelity.Unit.PER_UNIT),
                new AverageDrop(new Baseline.Normal(2), Channels.SUM),
                new SensitivityN(ELEMENTS, ZEROS, List.of(0.3, 0.6), 6),
                new MuFidelity(ELEMENTS, ZEROS, 0.4, 8, Correlation.PEARSON));
    }

    private static Claim claim(Model model, Tensor images, Tensor attributions) {
        return Laws.claim(model, Laws.question(images).seeded(5), attributions);
    }

    private Evaluated alone(Evaluation measure, Tensor images) {
        try (Model model = opened()) {
            return measure.evaluate(claim(model, images, ATTRIBUTIONS));
        }
    }

    @ParameterizedTest
    @MethodSource("measures")
    void otherInputsAndAttributionsNeedNoNewProgram(Evaluation measure) {
        Evaluated expected = alone(measure, OTHERS);
        try (Model model = opened()) {
            measure.evaluate(claim(model, IMAGES, FLAT));
            written = 0;
            Evaluated found = measure.evaluate(claim(model, OTHERS, ATTRIBUTIONS));
            assertThat(written).isZero();
            assertThat(found.numbers()).isEqualTo(expected.numbers());
            assertThat(found.curves()).isEqualTo(expected.curves());
        }
    }

    /** All that differ in something, one after the other about one model. */
    @Test
    void whatElseIsMeasuredIsNotMistaken() {
        Steps.Spacing even = Steps.Spacing.EVEN;
        Substrate zeros = Substrate.zeros();
        Disturbance noise = new Disturbance.Gaussian(5, 0.1);
        List<Evaluation> all = List.of(
                new Deletion(removing(zeros, even)),
                new Insertion(removing(zeros, even)),
                new Deletion(removing(Substrate.imputed(), even)),
                new Deletion(Removing.from(Substrate.imputed(), 5)),
                new Deletion(Removing.from(zeros, 5)),
                new Deletion(removing(Substrate.of(new Baseline.Constant(1)), even)),
                new Deletion(removing(Substrate.of(new Baseline.Uniform(2, -1, 1)), even)),
                new Deletion(removing(Substrate.of(new Baseline.Uniform(3, -1, 1)), even)),
                new Deletion(removing(Substrate.of(new Baseline.Paired(Map.of("x", IMAGES))), even)),
                new Deletion(removing(Substrate.of(new Baseline.Paired(Map.of("x", OTHERS))), even)),
                new PerturbationCurves(removing(zeros, even)),
                new Infidelity(noise, Infidelity.Unit.PER_UNIT),
                new Infidelity(noise, Infidelity.Unit.CONTRIBUTION),
                new Infidelity(new Disturbance.Gaussian(5, 0.2), Infidelity.Unit.PER_UNIT),
                new Infidelity(new Disturbance.Squares(ZEROS, List.of(2), 1), Infidelity.Unit.PER_UNIT),
                new Infidelity(new Disturbance.Squares(ZEROS, List.of(2), 2), Infidelity.Unit.PER_UNIT),
                new AverageDrop(ZEROS, Channels.SUM),
                new AverageDrop(new Baseline.Constant(1), Channels.SUM));
        List<Evaluated> expected =
                all.stream().map(measure -> alone(measure, OTHERS)).toList();
        try (Model model = opened()) {
            for (int m = 0; m < all.size(); m++) {
                Evaluated found = all.get(m).evaluate(claim(model, OTHERS, ATTRIBUTIONS));
                assertThat(found.numbers())
                        .as("%s", all.get(m))
                        .isEqualTo(expected.get(m).numbers());
            }
            Claim claim = claim(model, OTHERS, ATTRIBUTIONS);
            Claim other = Laws.claim(model, claim.question().about(Target.ofClass(1)), ATTRIBUTIONS);
            assertThat(all.get(0).evaluate(other).number(0))
                    .isNotEqualTo(expected.get(0).number(0));
            // the inputs that are shown, after the scores of inputs of the same steps
            for (Substrate substrate : List.of(zeros, Substrate.imputed())) {
                assertThat(claim.without(0.5, substrate).shape()).isEqualTo(OTHERS.shape());
            }
        }
    }
}
