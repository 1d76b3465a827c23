package ai.interpretdl.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.program.Subject.Batching;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.testing.ExportFixture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link ExportedGradientsTest} shows that the rows of a rewritten batch get the gradients that they get alone. */
class BatchesTest {
    static Stream<ExportFixture> ofOneRow() {
        return ExportFixture.all().stream().filter(export -> export.export().fixedBatch());
    }

    static Stream<ExportFixture> ofAnyNumber() {
        return ExportFixture.all().stream().filter(export -> !export.export().fixedBatch());
    }

    @ParameterizedTest
    @MethodSource("ofOneRow")
    void aBatchOfOneBakedIntoTheFileIsRewritten(ExportFixture export) {
        assertThat(batching(export)).isEqualTo(Batching.REWRITTEN);
    }

    @ParameterizedTest
    @MethodSource("ofAnyNumber")
    void aFreeBatchIsTakenAsItIs(ExportFixture export) {
        assertThat(batching(export)).isEqualTo(Batching.FREE);
    }

    private static Batching batching(ExportFixture export) {
        try (Model model = InterpretDl.open(export.file(), Device.cpu())) {
            return model.batching(export.reference().inputs());
        }
    }
}
