package ai.interpretdl.interpret;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A case of {@code cases.json} with its model open. */
final class CaseQuestion implements AutoCloseable {
    private final JsonNode entry;
    private final Model model;

    CaseQuestion(JsonNode entry, Path folder) {
        this.entry = entry;
        this.model = InterpretDl.open(CaseModel.write(entry, folder), Device.cpu());
    }

    JsonNode parameters() {
        return entry.get("params");
    }

    Question question() {
        Target target = entry.get("target").isNull()
                ? Target.sum()
                : Target.ofClass(entry.get("target").asLong());
        return Question.of(tensors(entry.get("input"))).about(target);
    }

    Baseline baseline() {
        return new Baseline.Paired(tensors(entry.get("baseline")));
    }

    Baseline baselines() {
        return new Baseline.Distribution(tensors(entry.get("baseline")));
    }

    /** The case's mask, else every element for itself. */
    Features features() {
        JsonNode mask = parameters().path("feature_mask");
        if (!mask.isObject()) {
            return Features.elements();
        }
        Map<String, Tensor> segments = new LinkedHashMap<>();
        mask.properties().forEach(e -> segments.put(e.getKey(), CaseModel.longs(e.getValue())));
        return Features.given(segments);
    }

    /** A list of the parameters by input: that of the first one. */
    List<Long> first(String name) {
        List<Long> numbers = new ArrayList<>();
        parameters().get(name).elements().next().forEach(n -> numbers.add(n.asLong()));
        return numbers;
    }

    private static Map<String, Tensor> tensors(JsonNode byInput) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        byInput.properties().forEach(e -> tensors.put(e.getKey(), CaseModel.tensor(e.getValue())));
        return tensors;
    }

    Explanation explain(Interpretation algorithm) {
        return algorithm.interpret(model, question());
    }

    Explanation explain(Interpretation algorithm, Target target) {
        return algorithm.interpret(model, question().about(target));
    }

    /** Attributions by input. */
    Map<String, Tensor> inputs(Interpretation algorithm) {
        return inputs(explain(algorithm), "");
    }

    /** Attributions by input, a word before each name. */
    static Map<String, Tensor> inputs(Explanation explanation, String word) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        explanation.tensors().forEach((name, tensor) -> {
            if (name.startsWith("attributions.")) {
                named.put(word + name.substring("attributions.".length()), tensor);
            }
        });
        return named;
    }

    /** A tensor of the answer under the name that the case has for it. */
    Map<String, Tensor> tensor(Interpretation algorithm, String tensor, String name) {
        return Map.of(name, explain(algorithm).tensor(tensor).orElseThrow());
    }

    /** The first word of what the case calls its layer. */
    String layer() {
        return parameters().get("layer").asText().split(" ")[0];
    }

    /** The attributions of the layer itself, with both signs. */
    Map<String, Tensor> layer(Interpretation algorithm) {
        return tensor(algorithm, "attributions", layer());
    }

    /** The map of the layer's cells, under its name. */
    Map<String, Tensor> cells(Function<MapView, Interpretation> algorithm) {
        return layer(algorithm.apply(MapView.raw(layer())));
    }

    @Override
    public void close() {
        model.close();
    }
}
