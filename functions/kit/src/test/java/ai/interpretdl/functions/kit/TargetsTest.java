package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.program.Target;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    private static final List<String> LABELS = List.of("cat", "dog");

    @Test
    void classesMayLieAlongALaterAxis() throws IOException {
        assertThat(read("{\"class\": 1, \"axis\": 2}"))
                .isEqualTo(Target.ofClass(1).along(2));
        assertThat(read("{\"class\": [\"dog\", \"cat\"], \"axis\": -1}"))
                .isEqualTo(Target.ofClass(1, 0).along(-1));
        assertThat(read("1")).isEqualTo(Target.ofClass(1).along(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"class\": 1}", "{\"class\": 1, \"axis\": 0}", "{\"class\": 1, \"axis\": 0.5}"})
    void anAxisIsAWholeNumberAndNotTheRows(String target) {
        assertThatThrownBy(() -> read(target))
                .hasMessageContaining("target")
                .hasMessageContaining("{\"class\": 7, \"axis\": 2}");
    }

    @Test
    void aMarginALossAndTheBestFew() throws IOException {
        assertThat(read("{\"margin\": [\"dog\", 0]}")).isEqualTo(Target.margin(1, 0));
        assertThat(read("{\"loss\": \"dog\"}")).isEqualTo(Target.loss(1));
        assertThat(read("{\"loss\": [0, 1]}")).isEqualTo(Target.loss(0, 1));
        assertThat(read("{\"top\": 3}")).isEqualTo(new Target.Top(3));
        assertThat(read("{\"index\": [3, 1]}")).isEqualTo(Target.cell(3, 1));
        assertThat(read("{\"indices\": [[3, 1], [3, 2]]}"))
                .isEqualTo(Target.cells(List.of(List.of(3L, 1L), List.of(3L, 2L))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"margin\": [1]}",
                "{\"margin\": 1}",
                "{\"top\": 0}",
                "{\"top\": 1.5}",
                "{\"loss\": -1}",
                "{\"loss\": []}",
                "{\"index\": 3}",
                "{\"indices\": [3]}",
                "{\"indices\": []}",
                "{\"indices\": [[-1]]}",
                "{}",
                "[]",
                "\"bird\"",
                "{\"top\": 1, \"loss\": 1}"
            })
    void anythingElseIsToldByName(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Refusal.class).hasMessageStartingWith("target ");
    }

    private static Target read(String target) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return Targets.read(new Parameters(Map.of("target", json.readTree(target))), LABELS);
    }
}
