package ai.interpretdl.functions.kit;

import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One sentence and the default model of texts, asked by a function: for the tests of function modules. */
public final class OneSentence {
    private static final String TEXT = "The acting is superb but the plot is dull.";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private OneSentence() {}

    /** What a function says of the sentence, a number a token. */
    public static Tensor ask(OnePhoto.Function function, Map<String, ?> parameters) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("text", MAPPER.valueToTree(TEXT));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return Objects.requireNonNull(function.of(new Request(fields)).outputs().get("attributions.input_ids"));
    }
}
