package ai.interpretdl.functions.kit;

import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request brings along for the model.
 *
 * @param tensors by name: inputs as the model takes them, and auxiliary tensors
 * @param encoded pictures or texts by input, an item a row, still to be prepared as the card says
 * @param corpus whether the texts are only learnt from, and not answered each
 */
public record Inputs(Map<String, Tensor> tensors, Map<String, List<byte[]>> encoded, boolean corpus) {
    /** Stands for the model's only encoded input, whatever its name. */
    static final String ONLY = "";

    public Inputs {
        tensors = new LinkedHashMap<>(tensors);
        encoded = new LinkedHashMap<>(encoded);
    }

    /** What is answered row by row. */
    public Inputs(Map<String, Tensor> tensors, Map<String, List<byte[]>> encoded) {
        this(tensors, encoded, false);
    }

    /** The same texts, to be learnt from. */
    Inputs asCorpus() {
        return new Inputs(tensors, encoded, true);
    }

    /** Texts, or pairs of texts where there are second ones. */
    static Inputs ofTexts(List<String> first, List<String> second) {
        Map<String, List<byte[]>> encoded = new LinkedHashMap<>();
        encoded.put(Reading.TEXT, bytes(first));
        if (!second.isEmpty()) {
            encoded.put(Reading.PAIR, bytes(second));
        }
        return new Inputs(Map.of(), encoded);
    }

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** One picture. */
    public static Inputs ofImage(byte[] image) {
        return ofImages(List.of(image));
    }

    /** Pictures, a row each. */
    public static Inputs ofImages(List<byte[]> images) {
        return new Inputs(Map.of(), Map.of(ONLY, images));
    }

    /** The same for another model: where each has one input, what came for the one's is for the other's. */
    Inputs renamed(Model from, Model to) {
        if (from.inputs().size() != 1 || to.inputs().size() != 1) {
            return this;
        }
        String old = from.inputs().get(0).name();
        String name = to.inputs().get(0).name();
        Map<String, Tensor> named = new LinkedHashMap<>();
        Optional.ofNullable(tensors.get(old)).ifPresent(tensor -> named.put(name, tensor));
        Map<String, List<byte[]>> items = new LinkedHashMap<>();
        encoded.forEach((key, item) -> items.put(key.equals(old) ? name : key, item));
        return new Inputs(named, items, corpus);
    }
}
