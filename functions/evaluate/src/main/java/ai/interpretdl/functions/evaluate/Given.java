package ai.interpretdl.functions.evaluate;

import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.WireData;
import ai.interpretdl.functions.kit.WireTensor;
import ai.interpretdl.functions.kit.WireType;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Quality;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a request brings along to be measured. */
final class Given {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Quality UNKNOWN = new Quality("", 0, 0, true, 0, "", "", 0);

    private Given() {}

    /** The algorithm: its name, or an object of its name and parameters. */
    static Parameters algorithm(Parameters parameters) {
        JsonNode value = parameters.value("algorithm").orElseThrow();
        if (value.isTextual()) {
            return new Parameters(Map.of("name", value));
        }
        if (!value.isObject()) {
            throw Refusal.of("algorithm", "is neither a name nor an object with a name");
        }
        return new Parameters(Parameters.fields(value));
    }

    /** Attributions from elsewhere, as the functions answer them in {@code outputs}: one tensor, or a list of them. */
    static Explanation explanation(Parameters parameters, String field) {
        JsonNode value = parameters.value(field).orElseThrow();
        List<JsonNode> tensors = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(tensors::add);
        } else {
            tensors.add(value);
        }
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (JsonNode tensor : tensors) {
            String name = tensor.path("name").asText("attributions");
            if (name.startsWith("attributions")) {
                named.put(name, tensor(field, tensor));
            }
        }
        if (named.isEmpty()) {
            throw Refusal.of(field, "has no tensor that is named attributions");
        }
        return new Explanation("given", named, List.of(), UNKNOWN);
    }

    /** A tensor: {@code shape} and {@code data}, and {@code datatype} where it is not FP32. */
    static Tensor tensor(String field, JsonNode value) {
        return tensor(field, value, WireType.FP32);
    }

    /** A tensor whose {@code datatype} need not be said where it is the usual one. */
    static Tensor tensor(String field, JsonNode value, WireType usual) {
        if (!value.path("shape").isArray() || !value.path("data").isArray()) {
            throw Refusal.of(field, "is no tensor: an object with shape and data is expected");
        }
        List<Long> dims = new ArrayList<>();
        for (JsonNode dim : value.path("shape")) {
            if (!dim.isIntegralNumber()) {
                throw Refusal.of(field + ".shape", "has " + dim + " in it, which is no whole number");
            }
            dims.add(dim.longValue());
        }
        WireType type = WireType.of(field, value.path("datatype").asText(usual.name()));
        try {
            WireData data = JSON.treeToValue(value.path("data"), WireData.class);
            return WireTensor.of(field, type, WireTensor.shape(field, dims, type), data);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal.at(field + ".data");
            }
            throw Refusal.of(field + ".data", "cannot be read: " + e.getOriginalMessage());
        }
    }
}
