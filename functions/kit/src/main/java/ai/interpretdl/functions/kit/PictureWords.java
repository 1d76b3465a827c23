package ai.interpretdl.functions.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The field {@code picture}: true, a word, or a list of words, each of which says something else.
 *
 * @param wanted whether anything is drawn
 * @param words as they came; none where all is usual
 */
record PictureWords(boolean wanted, List<String> words) {
    static final String FIELD = "picture";

    PictureWords {
        words = List.copyOf(words);
    }

    /** @throws Refusal when it is something else, or has a word that is none of those known */
    static PictureWords read(Parameters parameters, Set<String> known) {
        Optional<JsonNode> value = parameters.value(FIELD);
        if (value.isEmpty() || value.get().isBoolean()) {
            return new PictureWords(parameters.flag(FIELD, false), List.of());
        }
        if (!value.get().isTextual() && !value.get().isArray()) {
            throw Refusal.of(
                    FIELD, "is " + Parameters.shown(value.get()) + ", neither true nor a word, nor a list of words");
        }
        List<String> words = parameters.oneOrMore(FIELD);
        for (String word : words) {
            if (!known.contains(word)) {
                throw Refusal.of(
                        FIELD,
                        "is \"" + word + "\", not one of "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return new PictureWords(!words.isEmpty(), words);
    }

    /** The word of a kind. */
    <T> Optional<T> one(Map<String, T> kind) {
        List<T> found = words.stream()
                .filter(kind::containsKey)
                .map(word -> Objects.requireNonNull(kind.get(word)))
                .toList();
        if (found.size() > 1) {
            throw Refusal.of(FIELD, "is " + words + ", of which one is meant");
        }
        return found.stream().findFirst();
    }
}
