package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.onnx.MalformedModelException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void aRefusalIsFoundThroughWhatWrapsIt() {
        Throwable wrapped = new IllegalStateException(new RuntimeException(Refusal.of("steps", "is -1, not positive")));

        ObjectNode json = Problem.of(wrapped).json();

        assertThat(json.get("status").intValue()).isEqualTo(400);
        assertThat(json.get("field").textValue()).isEqualTo("steps");
        assertThat(json.get("detail")).isEqualTo(json.get("error"));
        assertThat(json.get("detail").textValue()).isEqualTo("steps is -1, not positive");
    }

    @Test
    void anOperatorWithoutRuleIsNamedWithItsNode() {
        Problem problem = Problem.of(new UnsupportedOperatorException("Einsum", "attention/scores", "no rule"));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.members()).containsEntry("operator", "Einsum").containsEntry("node", "attention/scores");
    }

    /** Of several algorithms it is told which one has met the operator. */
    @Test
    void anOperatorIsNamedAlsoBehindARefusal() {
        Refusal inner = Refusal.of(422, "operator Einsum: no rule");
        inner.initCause(new UnsupportedOperatorException("Einsum", "attention/scores", "no rule"));
        Problem problem = Problem.of(inner.at("algorithms[1]", "lrp"));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.detail()).isEqualTo("algorithms[1] of lrp: operator Einsum: no rule");
        assertThat(problem.members())
                .containsEntry("operator", "Einsum")
                .containsEntry("node", "attention/scores")
                .containsEntry("field", "algorithms[1]");
    }

    @Test
    void theManualTellsWhenEachStatusIsAnswered() throws IOException {
        Path page = Path.of("..", "..", "src", "site", "markdown", "serving.md");
        assertThat(Files.readAllLines(page).stream()
                        .filter(line -> line.matches("\\| \\d{3} \\| .+ \\|"))
                        .map(line -> Integer.valueOf(line.substring(2, 5))))
                .containsExactlyElementsOf(new TreeSet<>(Problem.TITLES.keySet()));
    }

    @Test
    void aDamagedModelAndFullMemoryHaveTheirStatus() {
        assertThat(Problem.of(new MalformedModelException("a tag", 7)).status()).isEqualTo(422);
        assertThat(Problem.of(new OutOfMemoryError()).status()).isEqualTo(503);
    }

    @Test
    void anUnknownFailureTellsNothingOfItselfButAnId() {
        Problem problem = Problem.of(new IllegalStateException("secret path"));

        assertThat(problem.unexpected()).isTrue();
        assertThat(problem.json().toString())
                .doesNotContain("secret")
                .contains(problem.members().get("id"));
    }
}
