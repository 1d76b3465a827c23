package ai.interpretdl.functions.evaluate;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.WireType;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a measure hides together: {@code segments}, ids over what the model sees, or as {@code segmentation} cuts it. */
final class Regions {
    private static final String FIELD = "segments";

    private Regions() {}

    static boolean wanted(Parameters parameters) {
        return parameters.value(FIELD).isPresent()
                || parameters.value("segmentation").isPresent();
    }

    static Features read(Asked asked) {
        Optional<JsonNode> given = asked.parameters().value(FIELD);
        if (given.isEmpty()) {
            return asked.features();
        }
        if (asked.parameters().value("segmentation").isPresent()) {
            throw Refusal.of("segmentation", "is given beside segments; one of them is meant");
        }
        String input = input(asked);
        Shape shape = Objects.requireNonNull(asked.inputs().get(input)).shape();
        return Features.given(Map.of(input, over(shape, Given.tensor(FIELD, given.get(), WireType.INT64))));
    }

    private static String input(Asked asked) {
        List<String> inputs = asked.inputs().entrySet().stream()
                .filter(input -> input.getValue().type().isFloating())
                .map(Map.Entry::getKey)
                .toList();
        if (inputs.size() != 1) {
            throw Refusal.of(FIELD, "lie over one input of numbers; this model has " + inputs.size());
        }
        return inputs.get(0);
    }

    /** Height and width lie over a picture whose channels come last, too. */
    private static Tensor over(Shape input, Tensor ids) {
        boolean flat = ids.shape().rank() == 2 && input.rank() == 4;
        boolean last = flat
                && input.dim(1) == ids.shape().dim(0)
                && input.dim(2) == ids.shape().dim(1);
        return last ? ids.reshape(ids.shape().dim(0), ids.shape().dim(1), 1) : ids;
    }
}
