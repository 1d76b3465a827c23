package ai.interpretdl.functions.lambda;

import ai.interpretdl.functions.kit.Refusal;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What Lambda was invoked with, and so what is asked of the function. */
sealed interface Invocation {
    /** A Function URL or an API Gateway: the answer has a status. */
    record Http(JsonNode request) implements Invocation {}

    /** Something happened; each request is one of what happened. */
    record Events(List<JsonNode> requests) implements Invocation {}

    /** A plain request. */
    record Direct(JsonNode request) implements Invocation {}

    /**
     * Tells the kinds apart.
     *
     * @throws Refusal when a body is no JSON
     */
    static Invocation of(JsonNode event, ObjectMapper mapper) {
        if (isHttp(event)) {
            return new Http(body(event, mapper));
        }
        if (event.has("Records")) {
            List<JsonNode> requests = new ArrayList<>();
            event.get("Records").forEach(each -> requests.add(ofRecord(each, mapper)));
            return new Events(requests);
        }
        if (event.has("detail-type")) {
            return new Events(List.of(event.path("detail")));
        }
        if (event.has("specversion")) {
            return new Events(List.of(event.path("data")));
        }
        return new Direct(event);
    }

    /** Whether the event came by HTTP, so that a failure is an answer and not an error. */
    static boolean isHttp(JsonNode event) {
        return event.path("requestContext").has("http");
    }

    private static JsonNode ofRecord(JsonNode event, ObjectMapper mapper) {
        if (event.has("s3")) {
            JsonNode s3 = event.get("s3");
            String place = s3.path("bucket").path("name").asText() + "/"
                    + s3.path("object").path("key").asText();
            ObjectNode request = mapper.createObjectNode();
            return request.put("image", "s3://" + place);
        }
        return body(event, mapper);
    }

    private static JsonNode body(JsonNode event, ObjectMapper mapper) {
        String text = event.path("body").asText("");
        try {
            String plain = event.path("isBase64Encoded").asBoolean()
                    ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
                    : text;
            JsonNode json = mapper.readTree(plain);
            if (!json.isObject()) {
                throw Refusal.of(400, "the body is no JSON object");
            }
            return json;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw Refusal.of(400, "the body is no JSON: " + e.getMessage());
        }
    }
}
