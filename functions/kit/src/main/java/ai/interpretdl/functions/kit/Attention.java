package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.attention.Readout;
import ai.interpretdl.interpret.attention.Scope;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The parameters that all algorithms of attention share: {@code layers}, {@code start_layer}, {@code row}, {@code upsample}. */
public final class Attention {
    private Attention() {}

    /** Which attention is looked at, and how the answer is read off. */
    public static Scope scope(Parameters parameters) {
        return new Scope(
                layers(parameters),
                parameters
                        .value("start_layer")
                        .map(value -> whole("start_layer", value))
                        .orElse(0),
                parameters.value("row").map(Attention::row).orElseGet(Readout::found),
                parameters.flag("upsample", true));
    }

    /** A name or glob, or a list of them. */
    private static List<String> layers(Parameters parameters) {
        return parameters
                .value("layers")
                .filter(JsonNode::isTextual)
                .map(name -> List.of(name.textValue()))
                .orElseGet(() -> parameters.texts("layers"));
    }

    private static Readout row(JsonNode value) {
        if (!value.isTextual()) {
            return new Readout.Token(whole("row", value));
        }
        return switch (value.textValue()) {
            case "found" -> Readout.found();
            case "mean" -> new Readout.Mean();
            default ->
                throw Refusal.of(
                        "row", "is " + Parameters.shown(value) + "; it is a token's number, \"found\" or \"mean\"");
        };
    }

    private static int whole(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw Refusal.of(name, "is " + Parameters.shown(value) + ", not a whole number");
        }
        return value.intValue();
    }
}
