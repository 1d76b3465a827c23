package ai.interpretdl.functions.gateway.inbox;

import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * A file of texts that is learnt from as a whole, in rounds of half a minute: between them others get their turn, and what was learnt is
 * saved in the outbox, from where a file that was stopped, or has grown, goes on.
 *
 * @param name of the answer, without suffix
 * @param file its URI
 * @param outbox where answer and state are
 */
record CorpusRun(String name, String file, Outbox outbox, ObjectMapper mapper) {
    private static final Logger LOG = Logger.getLogger(CorpusRun.class);
    private static final double ROUND_SECONDS = 30;

    /**
     * What came of the file.
     *
     * @param answer of the last round
     * @param written the files in the outbox
     */
    record Made(Response answer, List<Path> written) {
        Made {
            written = List.copyOf(written);
        }
    }

    /** @throws Refusal as the function met it */
    Made learn(Function<Map<String, JsonNode>, Response> function) throws IOException {
        Optional<String> saved = outbox.read(stateName()).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        Response answer = first(function, saved);
        Path state = save(answer);
        while (!complete(answer)) {
            answer = function.apply(fields(Optional.of(state(answer))));
            save(answer);
        }
        return new Made(answer, List.of(outbox.write(name + ".json", mapper.writeValueAsBytes(answer)), state));
    }

    /** Of another model or rule, what was saved is of no use. */
    private Response first(Function<Map<String, JsonNode>, Response> function, Optional<String> saved) {
        try {
            return function.apply(fields(saved));
        } catch (Refusal refusal) {
            if (saved.isEmpty()) {
                throw refusal;
            }
            LOG.infof("%s begins anew: %s", name, refusal.getMessage());
            return function.apply(fields(Optional.empty()));
        }
    }

    private Map<String, JsonNode> fields(Optional<String> state) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("corpus", TextNode.valueOf(file));
        fields.put("max_seconds", DoubleNode.valueOf(ROUND_SECONDS));
        state.ifPresent(text -> fields.put("state", TextNode.valueOf(text)));
        return fields;
    }

    private Path save(Response answer) throws IOException {
        return outbox.write(stateName(), state(answer).getBytes(StandardCharsets.UTF_8));
    }

    private String stateName() {
        return name + ".state.json";
    }

    private static String state(Response answer) {
        Tensor state = Objects.requireNonNull(answer.outputs().get("state"), "the answer has no state");
        return state.strings().get(0);
    }

    private static boolean complete(Response answer) {
        return answer.quality().path("complete").asBoolean(true);
    }
}
