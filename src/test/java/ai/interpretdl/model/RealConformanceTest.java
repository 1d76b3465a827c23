package ai.interpretdl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.RealModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that somebody trained and exported, differentiated. */
class RealConformanceTest {
    private static final Path MODELS = Path.of("..", "models");

    static List<RealModel> all() {
        return RealModel.all();
    }

    /** A kink beside a row of noise spoils differences there, but not at every row; a wrong rule is wrong at each. */
    @ParameterizedTest
    @MethodSource("all")
    void theGradientIsWhatDifferencesMeasure(RealModel real) {
        try (Model model = open(real)) {
            Conformance found = Conformance.of(model, Map.of(real.input(), real.row(1)));
            for (long seed = 2; seed <= 4 && !found.isFull(); seed++) {
                found = Conformance.of(model, Map.of(real.input(), real.row(seed)));
            }
            assertFull(found);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fashion-cnn", "fashion-vit", "coco-centernet", "textcnn", "bilstm", "minilm-sentiment"})
    void soItIsOfTheModelsOfThisProject(String name) {
        try (Model model = InterpretDl.open(MODELS.resolve(name + ".onnx"), Device.cpu())) {
            assertFull(Conformance.of(model));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void rowsOfABatchHaveTheirOwnGradients(RealModel real) {
        try (Model model = open(real)) {
            float[] one = saliency(model, real, real.row(1));
            float[] other = saliency(model, real, real.row(2));
            assertThat(one).isNotEqualTo(other);
            float[] both = saliency(model, real, Tensor.concat(List.of(real.row(1), real.row(2))));
            assertAlike(both, 0, one);
            assertAlike(both, one.length, other);
        }
    }

    private static Model open(RealModel real) {
        assumeTrue(real.kept() || real.file().isPresent(), () -> real + " is absent: run fetch_real_models.sh");
        return InterpretDl.open(real.file().orElseThrow(), Device.cpu());
    }

    private static void assertFull(Conformance found) {
        assertThat(found.problems()).isEmpty();
        assertThat(found.withoutRule()).isEmpty();
        assertThat(found.slope().orElseThrow().expected()).isPositive();
        assertThat(found.isFull()).as(found.text()).isTrue();
    }

    private static float[] saliency(Model model, RealModel real, Tensor x) {
        return new Saliency(false)
                .interpret(model, Question.of(Map.of(real.input(), x)))
                .attributions()
                .floats();
    }

    /** Kernels of a larger batch round otherwise: a thousandth of the largest. */
    private static void assertAlike(float[] both, int from, float[] alone) {
        float largest = 0;
        for (float value : alone) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isPositive();
        for (int i = 0; i < alone.length; i++) {
            assertThat(both[from + i]).isCloseTo(alone[i], Offset.offset(1e-3f * largest));
        }
    }
}
