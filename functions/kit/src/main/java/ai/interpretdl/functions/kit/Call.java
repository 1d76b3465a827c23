package ai.interpretdl.functions.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of several algorithms that are asked in one request.
 *
 * @param field where the request names it, for errors: {@code algorithms[1]}
 * @param function the algorithm
 * @param own its parameters that are not those of the request
 */
public record Call(String field, ExplainFunction function, Map<String, JsonNode> own) {
    public Call {
        own = new LinkedHashMap<>(own);
    }

    /** What went wrong, told about this algorithm. */
    Refusal refused(Refusal refusal) {
        return refusal.field()
                .map(name -> refusal.at(field + "." + name, function.name()))
                .orElseGet(() -> refusal.at(field, function.name()));
    }
}
