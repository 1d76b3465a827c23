package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedIg;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.LayerGradientXActivation;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was asked before is asked of other inputs without writing its programs again, and answered as if it were new. */
class RepeatedQuestionTest {
    private static final int WIDTH = 6;
    private static final Tensor FIRST = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    /** Another class is predicted of its first row than of that of the first. */
    private static final Tensor SECOND = Toys.tensor(2, WIDTH, i -> -4 * Math.sin(3.0 * i) - 2);

    private static final Noise NOISE = new Noise.Gaussian(0.2);

    @TempDir
    Path folder;

    private Path file;
    private int written;
    private int runs;

    @BeforeEach
    void write() {
        try (Model model = Toys.gated(WIDTH).open(folder, FIRST, 1L << 24)) {
            file = model.file();
        }
    }

    static Stream<Interpretation> algorithms() {
        Baseline zeros = Baseline.zeros();
        return Stream.of(
                new Saliency(false),
                new InputXGradient(),
                new IntegratedGradients(zeros, Quadrature.GAUSS_LEGENDRE, 5),
                new SmoothGrad(new Saliency(false), 4, NOISE, SmoothGrad.Statistic.MEAN),
                new GradientShap(zeros, 4, NOISE),
                new DeepLift(zeros, true, DeepLift.Rule.RESCALE),
                new GuidedIg(zeros, 5, 0.25, 0.05),
                new LayerGradientXActivation(Optional.of("active")));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void theAnswerIsTheSameAsOfANewModel(Interpretation algorithm) {
        Question question = about(SECOND).seeded(5);
        Explanation alone = alone(algorithm, question);
        try (Model model = open()) {
            Explanation first = algorithm.interpret(model, about(FIRST));
            written = 0;
            Explanation second = algorithm.interpret(model, question);
            assertThat(written).isZero();
            assertThat(second.predicted()).isEqualTo(alone.predicted()).isNotEqualTo(first.predicted());
            assertThat(second.tensors()).isEqualTo(alone.tensors()).isNotEqualTo(first.tensors());
            assertThat(second.quality().samples()).isEqualTo(alone.quality().samples());
            assertThat(second.quality().answerId()).isEqualTo(alone.quality().answerId());
        }
    }

    @Test
    void whatElseIsAskedForIsNotMistaken() {
        List<Question> questions = List.of(
                about(SECOND).about(Target.ofClass(2)),
                about(SECOND).about(Target.ofClass(0)),
                about(SECOND).about(Target.margin(0, 1)),
                about(SECOND).about(Target.loss(1)),
                about(SECOND).about(Target.cell(1)),
                about(SECOND).about(Target.sum()),
                about(SECOND.rows(0, 1)));
        try (Model model = open()) {
            Saliency saliency = new Saliency(false);
            saliency.interpret(model, about(FIRST));
            for (Question question : questions) {
                assertThat(saliency.interpret(model, question).tensors())
                        .isEqualTo(alone(saliency, question).tensors());
            }
        }
    }

    @Test
    void aBaselineThatIsGivenIsFedAnew() {
        try (Model model = open()) {
            for (Tensor given : List.of(FIRST, SECOND)) {
                Baseline baseline = new Baseline.Paired(Map.of("x", given));
                IntegratedGradients algorithm = new IntegratedGradients(baseline, Quadrature.GAUSS_LEGENDRE, 5);
                assertThat(algorithm.interpret(model, about(FIRST)).tensors())
                        .isEqualTo(alone(algorithm, about(FIRST)).tensors());
            }
        }
    }

    @Test
    void theBestClassesMayBeOthers() {
        Question question = about(SECOND).about(new Target.Top(2));
        Explanation alone = alone(new Saliency(false), question);
        try (Model model = open()) {
            new Saliency(false).interpret(model, about(FIRST).about(new Target.Top(2)));
            written = 0;
            assertThat(new Saliency(false).interpret(model, question).tensors()).isEqualTo(alone.tensors());
            assertThat(written).isZero();
        }
    }

    @Test
    void aClassThatThereIsNotIsRefusedTheSecondTimeAsWell() {
        try (Model model = open()) {
            Saliency saliency = new Saliency(false);
            saliency.interpret(model, about(FIRST).about(Target.ofClass(1)));
            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(() -> saliency.interpret(model, about(SECOND).about(Target.ofClass(3))))
                        .hasMessageContaining("3 classes");
            }
        }
    }

    @Test
    void aMethodAtTheInputItselfRunsTheModelOnce() {
        try (Model model = open()) {
            new Saliency(false).interpret(model, about(FIRST));
            assertThat(runs).isEqualTo(1);
        }
    }

    private static Question about(Tensor rows) {
        return Question.of(Map.of("x", rows));
    }

    private Explanation alone(Interpretation algorithm, Question question) {
        try (Model model = open()) {
            return algorithm.interpret(model, question);
        }
    }

    private Model open() {
        WatchedEngine engine = new WatchedEngine(new OrtEngine(Device.cpu()), source -> runs++, () -> written++);
        return Model.open(
                file,
                new Model.Environment(engine, new OrtOracle(), Device.cpu().rules()));
    }
}
