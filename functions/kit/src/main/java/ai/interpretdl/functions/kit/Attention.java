package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.attention.BidirectionalTransformer;
import ai.interpretdl.interpret.attention.GenericAttention;
import ai.interpretdl.interpret.attention.Readout;
import ai.interpretdl.interpret.attention.Scope;
import ai.interpretdl.interpret.attention.TransitionAttentionMaps;
import com.fasterxml.jackson.databind.JsonNode;

/** How the parameters of algorithms of attention are read; they share {@code layers}, {@code start_layer}, {@code row}, {@code upsample}. */
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

    public static Interpretation generic(Parameters parameters) {
        return new GenericAttention(
                scope(parameters), parameters.choice("heads", GenericAttention.Heads.AFTER_PRODUCT));
    }

    public static Interpretation bidirectional(Parameters parameters) {
        return new BidirectionalTransformer(
                scope(parameters),
                parameters.choice("perception", BidirectionalTransformer.Perception.HEAD),
                parameters.positive("steps", 20));
    }

    public static Interpretation transitions(Parameters parameters) {
        return new TransitionAttentionMaps(scope(parameters), parameters.positive("steps", 20));
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
