package ai.interpretdl.functions.gateway.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> FUNCTIONS = new TreeSet<>(List.of("grad-cam", "lime", "occlusion", "smooth-grad"));

    @Test
    void theFirstRuleThatMatchesIsTaken() {
        Rules rules = read("""
                # cats are asked about as cats

                suffix .jpg .png in inbox/cats/: lime samples=300 target="tabby cat"   # not all of them
                suffix .JPG in inbox/: smooth-grad, grad-cam relu=false layer=CenternetHead/Relu
                """);

        assertThat(rules.callsFor("cats/deep/tom.PNG"))
                .contains(List.of(new Call(
                        "lime",
                        Map.of("samples", MAPPER.valueToTree(300), "target", MAPPER.valueToTree("tabby cat")))));
        assertThat(rules.callsFor("tom.jpg").orElseThrow())
                .containsExactly(
                        new Call("smooth-grad", Map.of()),
                        new Call(
                                "grad-cam",
                                Map.of(
                                        "relu", MAPPER.valueToTree(false),
                                        "layer", MAPPER.valueToTree("CenternetHead/Relu"))));
        assertThat(rules.callsFor("tom.png")).isEmpty();
        assertThat(rules.callsFor("catsjpg")).isEmpty();
    }

    @Test
    void listsAreValues() {
        assertThat(read("suffix .jpg in inbox/: occlusion window=[3, 15, 15], lime")
                        .callsFor("a.jpg")
                        .orElseThrow())
                .containsExactly(
                        new Call("occlusion", Map.of("window", MAPPER.valueToTree(List.of(3, 15, 15)))),
                        new Call("lime", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "suffix .jpg: lime",
                "suffix in inbox/: lime",
                "suffix jpg in inbox/: lime",
                "suffix .jpg in outbox/: lime",
                "suffix .jpg in inbox/:",
                "suffix .jpg in inbox/: lime,",
                "suffix .jpg in inbox/: lime samples",
                "suffix .jpg in inbox/: lime samples=\"3",
                "suffix .jpg in inbox/: limes"
            })
    void aLineThatCannotBeUnderstoodIsNamed(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("# first\n" + line))
                .withMessageStartingWith("line 2 of the rules: ");
    }

    private static Rules read(String text) {
        return Rules.read(text, FUNCTIONS, MAPPER);
    }
}
