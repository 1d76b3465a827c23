package ai.interpretdl.functions.gateway.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that counts how often it was asked, until three. */
class CorpusRunTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    private final List<String> states = new ArrayList<>();

    @Test
    void roundsGoOnUntilAllIsLearntAndTheLastIsTheAnswer() throws IOException {
        CorpusRun.Made made = run().learn(this::counted);
        assertThat(states).containsExactly("", "1", "2");
        assertThat(made.written())
                .containsExactly(folder.resolve("a.txt.count.json"), folder.resolve("a.txt.count.state.json"));
        assertThat(folder.resolve("a.txt.count.state.json")).hasContent("3");
        assertThat(MAPPER.readTree(folder.resolve("a.txt.count.json").toFile())
                        .findValue("data")
                        .get(0)
                        .asText())
                .isEqualTo("3");
    }

    @Test
    void whatWasSavedIsGoneOnFrom() throws IOException {
        Files.writeString(folder.resolve("a.txt.count.state.json"), "2");
        run().learn(this::counted);
        assertThat(states).containsExactly("2");
    }

    @Test
    void whatIsOfNoUseIsLeft() throws IOException {
        Files.writeString(folder.resolve("a.txt.count.state.json"), "of another model");
        run().learn(this::counted);
        assertThat(states).containsExactly("of another model", "", "1", "2");
    }

    private CorpusRun run() {
        return new CorpusRun("a.txt.count", "file:///a.txt", new Outbox(folder), MAPPER);
    }

    private Response counted(Map<String, JsonNode> fields) {
        assertThat(fields.get("corpus").textValue()).isEqualTo("file:///a.txt");
        String state = Optional.ofNullable(fields.get("state"))
                .map(JsonNode::textValue)
                .orElse("");
        states.add(state);
        if (state.startsWith("of")) {
            throw Refusal.of("state", "was learnt from another model");
        }
        int next = state.isEmpty() ? 1 : Integer.parseInt(state) + 1;
        ObjectNode quality = JsonNodeFactory.instance.objectNode();
        if (next < 3) {
            quality.put("complete", false);
        }
        return new Response(
                "model",
                quality,
                Map.of("state", Tensor.of(List.of(Integer.toString(next)), 1)),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
