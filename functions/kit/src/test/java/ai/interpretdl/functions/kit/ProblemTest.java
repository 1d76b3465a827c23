package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.onnx.MalformedModelException;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
