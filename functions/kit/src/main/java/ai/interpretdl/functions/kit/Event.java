package ai.interpretdl.functions.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A CloudEvent 1.0 with JSON data, in its binary or structured HTTP form.
 *
 * @param id unique within the source
 * @param source where it comes from
 * @param type what happened
 * @param subject what it happened to
 * @param data the rest, {@code null} in JSON when there is none
 */
public record Event(String id, String source, String type, Optional<String> subject, JsonNode data) {
    public static final String STRUCTURED = "application/cloudevents+json";

    /** The type of the event that a file has come and waits to be explained. */
    public static final String FILE_ARRIVED = "ai.interpretdl.file.arrived";

    /** A file has come to a watched folder. */
    public static Event fileArrived(URI source, String subject, Path file, ObjectMapper mapper) {
        JsonNode data = mapper.createObjectNode().put("file", file.toUri().toString());
        return new Event(UUID.randomUUID().toString(), source.toString(), FILE_ARRIVED, Optional.of(subject), data);
    }

    /** Whether a request is an event at all, told from its headers with names in lower case. */
    public static boolean isEvent(Map<String, String> headers) {
        return isStructured(headers) || headers.containsKey("ce-type");
    }

    private static boolean isStructured(Map<String, String> headers) {
        return headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT).startsWith(STRUCTURED);
    }

    /**
     * The event in a request.
     *
     * @param headers names in lower case
     * @throws Refusal when an attribute is missing, or the version or the data cannot be taken
     */
    public static Event read(Map<String, String> headers, byte[] body, ObjectMapper mapper) {
        JsonNode json = body.length == 0 ? mapper.nullNode() : parse(body, mapper);
        if (!isStructured(headers)) {
            Map<String, String> attributes = new HashMap<>();
            headers.forEach((name, value) -> {
                if (name.startsWith("ce-")) {
                    attributes.put(name.substring(3), value);
                }
            });
            return of(attributes, json);
        }
        if (!json.isObject()) {
            throw Refusal.of("event", "is no JSON object");
        }
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (field.getValue().isTextual()) {
                attributes.put(field.getKey(), field.getValue().textValue());
            }
        }
        return of(attributes, json.has("data") ? json.get("data") : mapper.nullNode());
    }

    private static Event of(Map<String, String> attributes, JsonNode data) {
        String version = needed(attributes, "specversion");
        if (!version.equals("1.0")) {
            throw Refusal.of("specversion", "is " + version + ", not 1.0");
        }
        return new Event(
                needed(attributes, "id"),
                needed(attributes, "source"),
                needed(attributes, "type"),
                Optional.ofNullable(attributes.get("subject")),
                data);
    }

    private static String needed(Map<String, String> attributes, String name) {
        return Optional.ofNullable(attributes.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> Refusal.of(name, "is missing from the event"));
    }

    private static JsonNode parse(byte[] body, ObjectMapper mapper) {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw Refusal.of(400, "the event's data is no JSON: " + e.getOriginalMessage());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("the event's data cannot be read", e);
        }
    }

    /** A text in the data. */
    public Optional<String> text(String field) {
        return Optional.ofNullable(data.get(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
