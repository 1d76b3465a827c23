package ai.interpretdl.functions.gateway.v2;

import ai.interpretdl.functions.kit.Near;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.WireTensor;
import ai.interpretdl.functions.kit.WireType;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an inference or explain request, in JSON with or without binary tensors behind it.
 *
 * @param model the model's name
 * @param id the request's
 * @param parameters what is said beside the outputs
 * @param outputs by name
 */
record Answer(String model, Optional<String> id, ObjectNode parameters, Map<String, Tensor> outputs) {
    /** A framed answer; the JSON's length is there when tensors follow it. */
    record Framed(ByteBuffer body, Optional<Integer> header) {}

    /** Which outputs are wanted, and which of them in binary. */
    record Wanted(Optional<Set<String>> names, Set<String> binary, boolean allBinary) {
        static Wanted of(Message.Json request) {
            Map<String, Boolean> asked = new LinkedHashMap<>();
            boolean all = flag(
                            "parameters.binary_data_output",
                            request.parameters().get("binary_data_output"))
                    .orElse(false);
            for (Message.Output output : request.outputs()) {
                String field = "outputs." + output.name() + ".binary_data";
                asked.put(
                        output.name(),
                        flag(field, output.parameters().get("binary_data")).orElse(all));
            }
            Set<String> binary = new LinkedHashSet<>();
            asked.forEach((name, isBinary) -> {
                if (isBinary) {
                    binary.add(name);
                }
            });
            return new Wanted(asked.isEmpty() ? Optional.empty() : Optional.of(asked.keySet()), binary, all);
        }

        private static Optional<Boolean> flag(String field, @Nullable JsonNode value) {
            if (value == null) {
                return Optional.empty();
            }
            if (!value.isBoolean()) {
                throw Refusal.of(field, "is " + value + ", not true or false");
            }
            return Optional.of(value.booleanValue());
        }

        boolean inBinary(String name) {
            return names.isPresent() ? binary.contains(name) : allBinary;
        }
    }

    /**
     * Writes the answer.
     *
     * @throws Refusal when an output is wanted that there is not
     */
    Framed write(Wanted wanted, ObjectMapper mapper) throws IOException {
        List<byte[]> binary = new ArrayList<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = mapper.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("model_name", model);
            json.writeStringField("model_version", "1");
            if (id.isPresent()) {
                json.writeStringField("id", id.get());
            }
            json.writeArrayFieldStart("outputs");
            long nonFinite = 0;
            for (String name : wanted.names().orElse(outputs.keySet())) {
                nonFinite += output(json, name, wanted.inBinary(name), binary);
            }
            json.writeEndArray();
            ObjectNode told =
                    nonFinite == 0 ? parameters : parameters.deepCopy().put("non_finite", nonFinite);
            json.writeFieldName("parameters");
            json.writeTree(told);
            json.writeEndObject();
        }
        int header = body.size();
        for (byte[] tensor : binary) {
            body.write(tensor);
        }
        return new Framed(
                ByteBuffer.wrap(body.toByteArray()), binary.isEmpty() ? Optional.empty() : Optional.of(header));
    }

    private long output(JsonGenerator json, String name, boolean inBinary, List<byte[]> binary) throws IOException {
        Tensor tensor = Optional.ofNullable(outputs.get(name))
                .orElseThrow(() -> Refusal.of("outputs." + name, "is no output" + Near.hint(name, outputs.keySet())));
        json.writeStartObject();
        long nonFinite = 0;
        if (inBinary) {
            byte[] bytes = Tensors.bytes(tensor);
            binary.add(bytes);
            json.writeStringField("name", name);
            json.writeStringField("datatype", WireType.of(tensor.type()).name());
            json.writeFieldName("shape");
            json.writeArray(tensor.shape().dims(), 0, tensor.shape().rank());
            json.writeObjectFieldStart("parameters");
            json.writeNumberField("binary_data_size", bytes.length);
            json.writeEndObject();
        } else {
            nonFinite = WireTensor.write(json, name, tensor);
        }
        json.writeEndObject();
        return nonFinite;
    }
}
