package ai.interpretdl.text;

import ai.interpretdl.tensor.Tensor;
import java.util.List;

/** What the inputs of a token model are for. */
public enum TextInput {
    /** Token ids. */
    IDS,
    /** Attention mask: 0 at padding. */
    MASK,
    /** Which of two texts a token belongs to. */
    TYPES,
    /** Where a token stands. */
    POSITIONS;

    /** This input for one text, INT64 {@code [1, tokens]}. */
    Tensor of(Encoding encoding, Positions positions) {
        return switch (this) {
            case IDS -> encoding.ids();
            case MASK -> encoding.mask();
            case TYPES -> encoding.types();
            case POSITIONS -> positions.of(encoding);
        };
    }

    /** What exporters usually call it, the most usual name first. */
    public List<String> usualNames() {
        return switch (this) {
            case IDS -> List.of("input_ids", "ids", "tokens", "token_ids", "input");
            case MASK -> List.of("attention_mask", "input_mask", "mask");
            case TYPES -> List.of("token_type_ids", "segment_ids", "type_ids");
            case POSITIONS -> List.of("position_ids", "positions", "position");
        };
    }
}
