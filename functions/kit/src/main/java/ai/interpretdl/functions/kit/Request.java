package ai.interpretdl.functions.kit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a function is asked: one JSON object. The fields of every function are {@code model}, {@code image} or {@code text} (with {@code text_pair} and {@code true_label}), {@code target}, {@code output},
 * {@code output_name}, {@code seed}, {@code labels} and {@code picture}; the others are the algorithm's parameters.
 *
 * <p>Fields are read by name later on, so that an error can name the one to blame.
 *
 * @param fields by name, in the order of the request
 */
public record Request(@JsonValue Map<String, JsonNode> fields) {
    public Request {
        fields = new LinkedHashMap<>(fields);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Request of(Map<String, JsonNode> fields) {
        return new Request(fields);
    }
}
