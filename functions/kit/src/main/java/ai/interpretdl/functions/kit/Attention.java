package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.attention.Readout;
import ai.interpretdl.interpret.attention.Scope;
import com.fasterxml.jackson.databind.JsonNode;

/** The parameters that all algorithms of attention share: {@code layers}, {@code start_layer}, {@code row}, {@code upsample}. */
public final class Attention {
    private Attention() {}

    /** Which attention is looked at, and how the answer is read off. */
    public static Scope scope(Parameters parameters) {
        return new Scope(
                parameters.oneOrMore("layers"),
                parameters
                        .value("start_layer")
                        .map(value -> whole("start_layer", value))
                        .orElse(0),
                parameters.value("row").map(Attention::row).orElseGet(Readout::found),
                parameters.flag("upsample", true));
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
