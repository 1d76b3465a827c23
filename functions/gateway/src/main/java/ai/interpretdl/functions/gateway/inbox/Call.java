package ai.interpretdl.functions.gateway.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A function and the parameters it is asked with, as a request would write them.
 *
 * @param function its published name, such as {@code smooth-grad}
 * @param parameters by name, in the order of the file
 */
record Call(String function, Map<String, JsonNode> parameters) {
    Call {
        parameters = new LinkedHashMap<>(parameters);
    }
}
