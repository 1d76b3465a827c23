package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.model.Card;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.SpecialToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request says stands for nothing: the field {@code baseline}, given tensors, and the {@code replacement} in texts. */
final class Baselines {
    private static final String FIELD = "baseline";
    private static final String FORMS =
            "; it is a number, {\"blur\": 10}, {\"normal\": 5} or {\"uniform\": 5, \"low\": 0, \"high\": 255}";

    private static final Map<String, Optional<SpecialToken>> WORDS = Map.of(
            "zero", Optional.empty(),
            "pad", Optional.of(SpecialToken.PAD),
            "mask", Optional.of(SpecialToken.MASK),
            "unknown", Optional.of(SpecialToken.UNKNOWN));

    /** How rows and given baselines come together, in the field {@code baselines}. */
    enum Pairing {
        /** Each row with its own. */
        PAIRED,
        /** Each row with every one. */
        DISTRIBUTION
    }

    private Baselines() {}

    static Baseline hiding(Asked asked, Pairing otherwise) {
        Parameters parameters = asked.parameters();
        boolean baseline =
                parameters.value(FIELD).isPresent() || !asked.given(FIELD).isEmpty();
        if (asked.reading().isEmpty() || baseline) {
            return of(asked, otherwise);
        }
        parameters.known("baselines");
        return asked.reading().get().hiding(parameters);
    }

    static Baseline of(Asked asked, Pairing otherwise) {
        Parameters parameters = asked.parameters();
        Map<String, Tensor> tensors = asked.given(FIELD);
        Pairing pairing = parameters.choice("baselines", otherwise);
        Optional<JsonNode> number = parameters.value(FIELD);
        if (!tensors.isEmpty()) {
            if (number.isPresent()) {
                throw Refusal.of(FIELD, "is given as a number and as a tensor; one of them is meant");
            }
            return given(asked, tensors, pairing);
        }
        if (asked.reading().isPresent() && number.filter(JsonNode::isTextual).isPresent()) {
            return word(parameters, asked.reading().get());
        }
        if (number.filter(JsonNode::isObject).isPresent()) {
            return read(number.get());
        }
        double constant = !asked.pictures().isEmpty()
                ? asked.model().card().map(Card::baseline).orElse(0.0)
                : 0;
        return new Baseline.Constant(parameters.number(FIELD, constant));
    }

    private static Baseline given(Asked asked, Map<String, Tensor> tensors, Pairing pairing) {
        List<String> sampled = tensors.entrySet().stream()
                .filter(e -> isSampled(asked.inputs().get(e.getKey()), e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (sampled.isEmpty()) {
            return pairing == Pairing.PAIRED ? new Baseline.Paired(tensors) : new Baseline.Distribution(tensors);
        }
        tensors.forEach((name, tensor) -> {
            if (!sampled.contains(name)) {
                throw Refusal.of(
                        "inputs." + FIELD + "." + name,
                        "has the shape " + tensor.shape() + ", not [samples, N, ...] as " + FIELD + "."
                                + sampled.get(0));
            }
        });
        if (pairing == Pairing.DISTRIBUTION
                && asked.parameters().value("baselines").isPresent()) {
            throw Refusal.of(
                    "baselines", "is distribution, but " + FIELD + "." + sampled.get(0) + " has some for each row");
        }
        return new Baseline.Sampled(tensors);
    }

    /** Whether there is an axis of samples before the rows. Embeddings, given for token ids, have an axis more than these. */
    private static boolean isSampled(@Nullable Tensor input, Tensor given) {
        if (input == null) {
            return false;
        }
        boolean embedded = given.type().isFloating() && !input.type().isFloating();
        return given.shape().rank() == input.shape().rank() + (embedded ? 2 : 1);
    }

    private static Baseline word(Parameters parameters, Reading texts) {
        return parameters
                .choice(FIELD, WORDS, Optional.<SpecialToken>empty())
                .map(token -> texts.replaced(FIELD, token))
                .orElseGet(Baseline::zeros);
    }

    /** An object: a blur of the input, or random baselines over which results are averaged. */
    private static Baseline read(JsonNode value) {
        if (value.size() == 1
                && value.path("blur").isNumber()
                && value.get("blur").doubleValue() > 0) {
            return new Baseline.Blurred(value.get("blur").doubleValue());
        }
        if (value.size() == 1 && isCount(value.path("normal"))) {
            return new Baseline.Normal(value.get("normal").intValue());
        }
        boolean ends = value.path("low").isNumber() && value.path("high").isNumber();
        if (value.size() == 3 && ends && isCount(value.path("uniform"))) {
            return new Baseline.Uniform(
                    value.get("uniform").intValue(),
                    value.get("low").doubleValue(),
                    value.get("high").doubleValue());
        }
        throw Refusal.of(FIELD, "is " + Parameters.shown(value) + FORMS);
    }

    private static boolean isCount(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0;
    }
}
