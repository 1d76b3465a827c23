package ai.interpretdl.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients of networks as PyTorch exported them, in one batch, against its automatic differentiation in float64. Of token models the
 * gradient at the embedding.
 */
class ExportedGradientsTest {
    /** Of the largest element: float32 against float64. */
    private static final double TOLERANCE = 1e-4;

    static Stream<ExportFixture> exports() {
        // the class axis of the others is a later one than a class target means
        return ExportFixture.all().stream()
                .filter(export -> export.reference().score().axis() == 1);
    }

    @Test
    void mostExportsAreTried() {
        assertThat(exports().count()).isGreaterThan(110);
    }

    @ParameterizedTest
    @MethodSource("exports")
    void gradientIsThatOfTheFramework(ExportFixture export) {
        ExportFixture.Reference reference = export.reference();
        long[] classes = reference.score().target().stream()
                .mapToLong(Integer::longValue)
                .toArray();
        try (Model model = InterpretDl.open(export.file(), Device.cpu())) {
            Question question = Question.of(reference.inputs())
                    .about(Target.ofClass(classes))
                    .byElements();
            Explanation found = new Saliency(false).interpret(model, question);
            List<Seam> seams = model.seams().stream()
                    .filter(seam -> reference.gradients().containsKey(seam.value()))
                    .toList();
            assertThat(seams).isNotEmpty();
            for (Seam seam : seams) {
                compare(found.attributions(seam.input()), reference.gradients(), seam.value());
            }
        }
    }

    private static void compare(Tensor found, Map<String, Tensor> gradients, String value) {
        double[] expected = gradients.get(value).doubles();
        double[] given = found.doubles();
        assertThat(given).as(value).hasSameSizeAs(expected);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(expected[i] - given[i]));
        }
        assertThat(largest).as("a gradient that is not zero").isPositive();
        assertThat(worst).as(value).isLessThanOrEqualTo(TOLERANCE * largest);
    }
}
