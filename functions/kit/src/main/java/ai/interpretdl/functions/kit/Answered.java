package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Quality;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.HighlightTable;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An explanation, with what the card adds to it.
 *
 * @param model the model's name
 * @param explanation what the algorithm answered
 * @param outputs all tensors by name, those of the explanation and what was predicted; numbers in FLOAT, whatever the model's element type
 * @param pictures what the model saw, a picture a row; empty when none came
 * @param highlighted the coloured texts, when texts came
 * @param omission what was not read of them, in words
 * @param table the rows of a table or series, when such came
 */
public record Answered(
        String model,
        Explanation explanation,
        Map<String, Tensor> outputs,
        List<Picture> pictures,
        Optional<HighlightTable> highlighted,
        Optional<String> omission,
        Optional<Table.Seen> table) {
    public Answered {
        Map<String, Tensor> all = new LinkedHashMap<>(outputs);
        all.replaceAll((name, tensor) -> single(tensor));
        outputs = Collections.unmodifiableMap(all);
        pictures = List.copyOf(pictures);
    }

    private static Tensor single(Tensor tensor) {
        boolean other = tensor.type().isFloating() && tensor.type() != ElementType.FLOAT;
        return other ? Tensor.of(tensor.floats(), tensor.shape().dims()) : tensor;
    }

    /** How it came about: algorithm, device, seconds, samples, seed, digest of the model, id of the answer. */
    public ObjectNode parameters() {
        Quality quality = explanation.quality();
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("algorithm", explanation.algorithm());
        told.put("device", quality.device());
        told.put("seconds", quality.seconds());
        told.put("samples", quality.samples());
        told.put("seed", quality.seed());
        told.put("model_digest", quality.modelDigest());
        told.put("answer_id", quality.answerId());
        quality.reached().forEach(told::put);
        if (!quality.complete()) {
            told.put("complete", false);
        }
        omission.ifPresent(words -> told.put("truncated", words));
        return told;
    }
}
