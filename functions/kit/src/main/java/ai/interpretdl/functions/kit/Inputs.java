package ai.interpretdl.functions.kit;

import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request brings along for the model.
 *
 * @param tensors by name: inputs as the model takes them, and auxiliary tensors
 * @param encoded pictures or texts by input, an item a row, still to be prepared as the card says
 */
public record Inputs(Map<String, Tensor> tensors, Map<String, List<byte[]>> encoded) {
    /** Stands for the model's only encoded input, whatever its name. */
    static final String ONLY = "";

    public Inputs {
        tensors = new LinkedHashMap<>(tensors);
        encoded = new LinkedHashMap<>(encoded);
    }

    /** One picture. */
    public static Inputs ofImage(byte[] image) {
        return new Inputs(Map.of(), Map.of(ONLY, List.of(image)));
    }
}
