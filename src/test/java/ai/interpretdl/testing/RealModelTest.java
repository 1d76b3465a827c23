package ai.interpretdl.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RealModelTest {
    static List<RealModel> all() {
        return RealModel.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void answersDependOnTheInput(RealModel real) throws OrtException {
        assumeTrue(real.kept() || real.file().isPresent(), () -> real + " is absent: run fetch_real_models.sh");
        try (PlainForward model = new PlainForward(real.file().orElseThrow())) {
            assertThat(model.inputs()).containsOnlyKeys(real.input());
            var one = model.run(Map.of(real.input(), real.row(1)));
            var other = model.run(Map.of(real.input(), real.row(2)));
            assertThat(one)
                    .isNotEmpty()
                    .allSatisfy((name, output) -> assertThat(output).isNotEqualTo(other.get(name)));
        }
    }
}
