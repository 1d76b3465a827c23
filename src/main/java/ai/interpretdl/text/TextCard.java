package ai.interpretdl.text;

import ai.interpretdl.tensor.Tensor;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a model takes text.
 *
 * @param inputs the graph inputs, by what they are for; a model needs at least ids
 * @param special the ids of special tokens, as far as the vocabulary has them
 * @param length number of tokens: the most that the model takes
 * @param fixed whether it takes exactly that many, so that every text is padded
 * @param positions of tokens, where the model takes them
 */
public record TextCard(
        Map<TextInput, String> inputs,
        Map<SpecialToken, Long> special,
        int length,
        boolean fixed,
        Positions positions) {
    public TextCard {
        inputs = Map.copyOf(inputs);
        special = Map.copyOf(special);
        if (!inputs.containsKey(TextInput.IDS)) {
            throw new IllegalArgumentException("the card names no input for token ids, among " + inputs.values());
        }
        if (length < 1) {
            throw new IllegalArgumentException("the length is " + length + ", not positive");
        }
        if (fixed && !special.containsKey(SpecialToken.PAD)) {
            throw new IllegalArgumentException(
                    "a model of exactly " + length + " tokens needs a pad id: name it in the card");
        }
    }

    /** Positions count from 0. */
    public TextCard(Map<TextInput, String> inputs, Map<SpecialToken, Long> special, int length, boolean fixed) {
        this(inputs, special, length, fixed, Positions.FROM_0);
    }

    /**
     * Finds the inputs by their usual names; an only input takes the ids whatever its name.
     *
     * @param names of the graph's inputs
     * @throws IllegalArgumentException when none looks like token ids
     */
    public static Map<TextInput, String> inputs(Collection<String> names) {
        Map<TextInput, String> found = new EnumMap<>(TextInput.class);
        for (TextInput input : TextInput.values()) {
            input.usualNames().stream().filter(names::contains).findFirst().ifPresent(name -> found.put(input, name));
        }
        if (names.size() == 1) {
            found.put(TextInput.IDS, names.iterator().next());
        }
        if (!found.containsKey(TextInput.IDS)) {
            throw new IllegalArgumentException("no input looks like token ids among " + names
                    + ": name it in the model's card; usual names are " + TextInput.IDS.usualNames());
        }
        return found;
    }

    /** The special tokens that a tokenizer knows. */
    public static Map<SpecialToken, Long> special(Tokenizer tokenizer) {
        Map<SpecialToken, Long> ids = new EnumMap<>(SpecialToken.class);
        for (SpecialToken token : SpecialToken.values()) {
            tokenizer.id(token).ifPresent(id -> ids.put(token, id));
        }
        return ids;
    }

    /** The name of an input, where the model has it. */
    public Optional<String> input(TextInput input) {
        return Optional.ofNullable(inputs.get(input));
    }

    /** The id of a special token, where there is one. */
    public OptionalLong id(SpecialToken token) {
        Long id = special.get(token);
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }

    /**
     * Texts as this model takes them: cut to {@link #length()}, and padded to it where it is fixed, else to the longest.
     *
     * @throws IllegalStateException when texts of different lengths meet and there is no pad id
     */
    public List<Encoding> encode(Tokenizer tokenizer, List<String> texts) {
        return padded(texts.stream().map(text -> tokenizer.encode(text, length)).toList());
    }

    /**
     * Rows of one length: {@link #length()} where it is fixed, else the longest of them.
     *
     * @throws IllegalStateException when rows of different lengths meet and there is no pad id
     */
    public List<Encoding> padded(List<Encoding> rows) {
        int longest = rows.stream().mapToInt(Encoding::length).max().orElse(0);
        return Padding.to(fixed ? length : longest, rows, id(SpecialToken.PAD));
    }

    /**
     * The graph's inputs, INT64 {@code [N, tokens]} each, by name.
     *
     * @param rows of one length
     */
    public Map<String, Tensor> tensors(List<Encoding> rows) {
        Map<TextInput, Tensor> tensors = new EnumMap<>(TextInput.class);
        for (TextInput input : inputs.keySet()) {
            tensors.put(
                    input,
                    Tensor.concat(
                            rows.stream().map(row -> input.of(row, positions)).toList()));
        }
        return named(tensors);
    }

    /** Those of the tensors that the graph takes, by the names of its inputs. */
    public Map<String, Tensor> named(Map<TextInput, Tensor> tensors) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        tensors.forEach((input, tensor) -> input(input).ifPresent(name -> named.put(name, tensor)));
        return named;
    }
}
