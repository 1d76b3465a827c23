package ai.interpretdl.text;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A stretch of text that looks the same throughout.
 *
 * @param range where it is
 * @param importance of the feature that it belongs to, if it belongs to one
 * @param read whether the model has seen it
 */
record Run(Range range, OptionalDouble importance, boolean read) {
    static Run plain(int start, int end) {
        return new Run(new Range(start, end), OptionalDouble.empty(), true);
    }

    static Run unread(int start, int end) {
        return new Run(new Range(start, end), OptionalDouble.empty(), false);
    }

    Optional<WordColor> color() {
        return importance.isPresent() ? Optional.of(WordColor.of(importance.getAsDouble())) : Optional.empty();
    }
}
