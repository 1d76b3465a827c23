package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.WatchedEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hides features writes its program once for inputs, segments and masks of the same shapes, and answers as if it were new. */
class RepeatedPerturbationTest {
    private static final int WIDTH = 6;
    private static final Tensor FIRST = Toys.tensor(1, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final Tensor SECOND = Toys.tensor(1, WIDTH, i -> -4 * Math.sin(3.0 * i) - 2);
    private static final Tensor BOTH = Tensor.concat(List.of(FIRST, SECOND));

    @TempDir
    Path folder;

    private Path file;
    private int written;

    @BeforeEach
    void write() {
        try (Model model = Toys.gated(WIDTH).open(folder, FIRST, 1L << 24)) {
            file = model.file();
        }
    }

    private Model opened() {
        OrtEngine engine = new OrtEngine(Device.cpu(), 1L << 24);
        WatchedEngine watched = new WatchedEngine(engine, any -> {}, () -> written++);
        return Model.open(
                file,
                new Model.Environment(watched, new OrtOracle(), Device.cpu().rules()));
    }

    private static Features pairs(long... ids) {
        return Features.given(Map.of("x", Tensor.of(ids, ids.length)));
    }

    private static Interpretation lime(Features features) {
        return new Lime(features, Baseline.zeros(), 8, new Locality(0.25), new Ridge(0));
    }

    private static Map<String, Tensor> alone(Path file, Interpretation algorithm, Question question) {
        OrtEngine engine = new OrtEngine(Device.cpu(), 1L << 24);
        try (Model model = Model.open(
                file,
                new Model.Environment(engine, new OrtOracle(), Device.cpu().rules()))) {
            return algorithm.interpret(model, question).tensors();
        }
    }

    @Test
    void otherInputsSegmentsAndSeedsNeedNoNewProgram() {
        Features one = pairs(0, 0, 1, 1, 2, 2);
        Features other = pairs(0, 1, 2, 0, -1, 2);
        try (Model model = opened()) {
            lime(one).interpret(model, Question.of(Map.of("x", FIRST)).seeded(1));
            int before = written;
            assertThat(before).isPositive();
            Question question = Question.of(Map.of("x", SECOND)).seeded(7);
            assertThat(lime(other).interpret(model, question).tensors()).isEqualTo(alone(file, lime(other), question));
            assertThat(written).isEqualTo(before);
        }
    }

    @Test
    void anotherNumberOfSamplesOrRowsOrAnotherBaselineDoes() {
        Interpretation ablation = new FeatureAblation(Features.elements(), Baseline.zeros());
        try (Model model = opened()) {
            ablation.interpret(model, Question.of(Map.of("x", FIRST)));
            for (Interpretation algorithm : List.of(
                    new FeatureAblation(pairs(0, 0, 1, 1, 2, 2), Baseline.zeros()),
                    new FeatureAblation(Features.elements(), new Baseline.Constant(1)),
                    new KernelShap(Features.elements(), Baseline.zeros(), 20))) {
                for (Tensor x : List.of(SECOND, BOTH)) {
                    int before = written;
                    Question question = Question.of(Map.of("x", x));
                    assertThat(algorithm.interpret(model, question).tensors())
                            .isEqualTo(alone(file, algorithm, question));
                    assertThat(written).isGreaterThan(before);
                }
            }
        }
    }

    @Test
    void rowsHaveSegmentsOfTheirOwn() {
        Features each =
                Features.given(Map.of("x", Tensor.of(new long[] {0, 0, 1, 1, 2, 2, 2, 1, 0, 2, 1, 0}, 2, WIDTH)));
        Features swapped =
                Features.given(Map.of("x", Tensor.of(new long[] {2, 1, 0, 2, 1, 0, 0, 0, 1, 1, 2, 2}, 2, WIDTH)));
        Question question = Question.of(Map.of("x", BOTH));
        try (Model model = opened()) {
            lime(each).interpret(model, question);
            int before = written;
            assertThat(lime(swapped).interpret(model, question).tensors())
                    .isEqualTo(alone(file, lime(swapped), question));
            assertThat(written).isEqualTo(before);
        }
    }
}
