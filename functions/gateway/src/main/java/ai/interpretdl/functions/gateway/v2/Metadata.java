package ai.interpretdl.functions.gateway.v2;

import ai.interpretdl.functions.kit.WireType;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Layer;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Port;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the protocol tells of servers and models. */
final class Metadata {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Metadata() {}

    static ObjectNode server() {
        ObjectNode server = JSON.objectNode();
        String version = Optional.ofNullable(Metadata.class.getPackage().getImplementationVersion())
                .orElse("development");
        server.put("name", "interpretdl").put("version", version);
        server.putArray("extensions").add("explain").add("binary_tensor_data");
        return server;
    }

    static ObjectNode models(Map<String, Optional<String>> names) {
        ObjectNode answer = JSON.objectNode();
        ArrayNode models = answer.putArray("models");
        names.forEach((name, failure) -> models.addObject()
                .put("name", name)
                .put("state", failure.isPresent() ? "UNAVAILABLE" : "READY")
                .put("reason", failure.orElse("")));
        return answer;
    }

    static ObjectNode model(Model model, List<String> algorithms) {
        ObjectNode answer = JSON.objectNode();
        answer.put("name", model.name());
        answer.putArray("versions").add("1");
        answer.put("platform", "onnx_onnxv1");
        ports(answer.putArray("inputs"), model.inputs());
        ports(answer.putArray("outputs"), model.outputs());
        ObjectNode parameters = answer.putObject("parameters");
        parameters.put("digest", model.digest());
        model.card().map(Card::description).ifPresent(text -> parameters.put("description", text));
        ArrayNode labels = parameters.putArray("labels");
        model.card().map(Card::labels).orElse(List.of()).forEach(labels::add);
        ArrayNode layers = parameters.putArray("layers");
        model.layers().forEach(layer -> layer(layers.addObject(), layer));
        algorithms.forEach(parameters.putArray("algorithms")::add);
        return answer;
    }

    private static void layer(ObjectNode json, Layer layer) {
        json.put("name", layer.name()).put("node", layer.node()).put("operator", layer.operator());
        layer.dims().forEach(json.putArray("shape")::add);
    }

    private static void ports(ArrayNode json, List<Port> ports) {
        for (Port port : ports) {
            ObjectNode one = json.addObject();
            one.put("name", port.name())
                    .put("datatype", WireType.of(port.type()).name());
            port.dims().forEach(one.putArray("shape")::add);
        }
    }
}
