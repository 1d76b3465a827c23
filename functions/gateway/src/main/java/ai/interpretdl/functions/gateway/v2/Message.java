package ai.interpretdl.functions.gateway.v2;

import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.WireData;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An inference request as it came: the JSON, and the binary tensors behind it.
 *
 * @param json what the caller wrote
 * @param binary the bytes behind the JSON, in the order of the inputs that announce some
 */
record Message(Json json, ByteBuffer binary) {
    /** The protocol's JSON object. Parts that are missing are empty. */
    record Json(Optional<String> id, Map<String, JsonNode> parameters, List<Input> inputs, List<Output> outputs) {
        @SuppressWarnings("OptionalAssignedToNull")
        Json {
            id = id == null ? Optional.empty() : id;
            parameters = parameters == null ? Map.of() : parameters;
            inputs = inputs == null ? List.of() : List.copyOf(inputs);
            outputs = outputs == null ? List.of() : List.copyOf(outputs);
        }
    }

    /** A tensor of the request; its elements are here, or its parameters say how many bytes behind the JSON they are. */
    record Input(
            String name, String datatype, List<Long> shape, Map<String, JsonNode> parameters, Optional<WireData> data) {
        @SuppressWarnings("OptionalAssignedToNull")
        Input {
            if (name == null || datatype == null || shape == null) {
                throw Refusal.of("inputs", "has an input without name, datatype or shape");
            }
            parameters = parameters == null ? Map.of() : parameters;
            data = data == null ? Optional.empty() : data;
        }

        /** What an error message calls it. */
        String field() {
            return "inputs." + name;
        }
    }

    /** An output that is asked for. */
    record Output(String name, Map<String, JsonNode> parameters) {
        Output {
            if (name == null) {
                throw Refusal.of("outputs", "has an output without name");
            }
            parameters = parameters == null ? Map.of() : parameters;
        }
    }

    /**
     * Takes a body apart.
     *
     * @param header the length of the JSON, when the request has the header {@code Inference-Header-Content-Length}
     * @throws Refusal when it is no request of the protocol
     */
    static Message read(byte[] body, Optional<String> header, ObjectMapper mapper) {
        int length = header.map(text -> length(text, body.length)).orElse(body.length);
        if (length == 0) {
            throw Refusal.of(400, "the body is empty; an inference request is expected");
        }
        try {
            Json json = mapper.readValue(body, 0, length, Json.class);
            if (json == null) {
                throw Refusal.of(400, "the body is null; an inference request is expected");
            }
            return new Message(json, ByteBuffer.wrap(body, length, body.length - length));
        } catch (JsonMappingException e) {
            throw refusal(e);
        } catch (JsonProcessingException e) {
            throw Refusal.of(400, "the body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the body cannot be read", e);
        }
    }

    private static int length(String text, int most) {
        try {
            int length = Integer.parseInt(text.strip());
            if (length < 0 || length > most) {
                throw Refusal.of(
                        "Inference-Header-Content-Length", "is " + length + "; the body has " + most + " bytes");
            }
            return length;
        } catch (NumberFormatException e) {
            throw Refusal.of("Inference-Header-Content-Length", "is " + text + ", not a number");
        }
    }

    private static Refusal refusal(JsonMappingException failure) {
        String path = failure.getPath().stream()
                .map(part -> part.getFieldName() == null ? String.valueOf(part.getIndex()) : part.getFieldName())
                .collect(Collectors.joining("."));
        String field = path.isEmpty() ? "body" : path;
        if (failure.getCause() instanceof Refusal refusal) {
            return refusal.at(field);
        }
        return Refusal.of(field, "cannot be read: " + failure.getOriginalMessage());
    }
}
