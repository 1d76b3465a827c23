package ai.interpretdl.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The words of a model, by id.
 *
 * @param ids each word's id
 * @param special ids of the words that stand for no text
 */
public record Vocabulary(Map<String, Long> ids, Map<SpecialToken, Long> special) {
    /** @throws IllegalArgumentException when no word stands for unknown ones */
    public Vocabulary {
        ids = Map.copyOf(ids);
        special = Map.copyOf(special);
        if (!special.containsKey(SpecialToken.UNKNOWN)) {
            throw new IllegalArgumentException(
                    "the vocabulary has no token for unknown words: add a line <unk>, or name its id");
        }
    }

    /** Words in the order of their ids; {@code <pad>}, {@code <unk>}, {@code <mask>} and their {@code [PAD]} forms are recognised. */
    public static Vocabulary of(List<String> words) {
        Map<String, Long> ids = new HashMap<>();
        Map<SpecialToken, Long> special = new EnumMap<>(SpecialToken.class);
        for (int i = 0; i < words.size(); i++) {
            long id = i;
            ids.putIfAbsent(words.get(i), id);
            SpecialToken.ofSpelling(words.get(i)).ifPresent(kind -> special.putIfAbsent(kind, id));
        }
        return new Vocabulary(ids, special);
    }

    /** A file of UTF-8 text with one word a line; the first line has id 0. */
    public static Vocabulary read(Path file) throws IOException {
        return of(Files.readAllLines(file));
    }

    /** The id of a word, or of the unknown one. */
    public long id(String word) {
        Long id = ids.get(word);
        return id == null ? id(SpecialToken.UNKNOWN).orElseThrow() : id;
    }

    /** The id of a special token, where the vocabulary has one. */
    public OptionalLong id(SpecialToken token) {
        Long id = special.get(token);
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }
}
