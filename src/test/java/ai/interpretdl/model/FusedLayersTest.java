package ai.interpretdl.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values inside of what became one operator can still be explained by: their gradient is that of the model from there on. */
class FusedLayersTest {
    static Stream<ExportFixture> transformers() {
        return ExportFixture.all().stream()
                .filter(export -> List.of("bert-dynamic", "convnext-dynamic").contains(export.name()));
    }

    @ParameterizedTest
    @MethodSource("transformers")
    void gradientAtEveryInnerValueIsThatFromThereOn(ExportFixture export) {
        try (Model model = InterpretDl.open(export.file(), Device.cpu())) {
            Inquiry inquiry = Inquiry.of(model, question(export));
            int moved = 0;
            for (String inside : insides(model)) {
                Map<String, Tensor> found = inquiry.run(f -> Map.of(
                        "within", f.gradients(f.input(), List.of(inside)).get(0),
                        "from", f.above(inside).gradient(f.activation(inside, f.input()))));
                double[] within = Objects.requireNonNull(found.get("within")).doubles();
                double[] from = Objects.requireNonNull(found.get("from")).doubles();
                double largest = Arrays.stream(from).map(Math::abs).max().orElse(0);
                for (int i = 0; i < from.length; i++) {
                    assertThat(Math.abs(within[i] - from[i])).as(inside).isLessThanOrEqualTo(1e-4 * largest);
                }
                moved += largest > 0 ? 1 : 0;
            }
            assertThat(moved).as("values with a gradient").isGreaterThan(6);
        }
    }

    /** What normalisation and GELU consist of, on the way to the output. */
    private static List<String> insides(Model model) {
        return model.layers().stream()
                .filter(layer -> List.of("Sub", "Pow", "Sqrt", "Div", "Erf", "Mul", "Add")
                        .contains(layer.operator()))
                .filter(layer -> layer.dims().size() > 2)
                .map(Layer::name)
                .toList();
    }

    private static Question question(ExportFixture export) {
        ExportFixture.Score score = export.reference().score();
        long[] classes = score.target().stream().mapToLong(Integer::longValue).toArray();
        return Question.of(export.reference().inputs())
                .about(Target.ofClass(classes).along(score.axis()));
    }
}
