package ai.interpretdl.text;

import ai.interpretdl.model.Model;
import ai.interpretdl.model.Port;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code text} section of a card:
 *
 * <pre>
 * {"tokenizer": "name.tokenizer.json", "inputs": {"ids": "input_ids", "mask": "attention_mask", "types": "token_type_ids"},
 *  "length": 512, "embedding": "Gather_12"}
 * {"vocabulary": "words.txt", "cut": "words", "special": {"pad": 0}, "length": 128}
 * </pre>
 *
 * <p>Files lie beside the card. What is left out is found: inputs by their usual names, the length and whether it is fixed from the ids
 * input (512 where the file leaves it open), special tokens from the tokenizer, the embedding from the graph. {@code cut} is
 * {@code words}, {@code whitespace}, {@code characters} or a regular expression that finds a token.
 */
final class TextSection {
    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "tokenizer",
            "vocabulary",
            "cut",
            "lower_case",
            "inputs",
            "special",
            "length",
            "fixed",
            "positions",
            "embedding"));
    private static final int USUAL_LENGTH = 512;

    private final JsonNode section;
    private final Model model;

    private TextSection(JsonNode section, Model model) {
        this.section = section;
        this.model = model;
    }

    static TextReader read(JsonNode section, Model model) {
        section.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw wrong(model, "unknown field " + field + "; known are " + FIELDS);
            }
        });
        return new TextSection(section, model).reader();
    }

    /** For a model of tokens that has no card, by a tokenizer in the usual place. */
    static Optional<TextReader> beside(Model model) {
        if (model.embedding().isEmpty()) {
            return Optional.empty();
        }
        return Stream.of(model.name() + ".tokenizer.json", "tokenizer.json")
                .filter(name -> Files.isRegularFile(model.file().resolveSibling(name)))
                .findFirst()
                .map(name -> read(JsonNodeFactory.instance.objectNode().put("tokenizer", name), model));
    }

    private TextReader reader() {
        Tokenizer tokenizer = tokenizer();
        Map<TextInput, String> inputs = inputs();
        Port ids = port(inputs.get(TextInput.IDS));
        boolean known = ids.dims().size() == 2 && ids.dims().get(1) > 0;
        int length = known ? Math.toIntExact(ids.dims().get(1)) : USUAL_LENGTH;
        Map<SpecialToken, Long> special = TextCard.special(tokenizer);
        section.path("special").properties().forEach(token -> special.put(kind(SpecialToken.class, token), id(token)));
        TextCard card = new TextCard(
                inputs, special, length(length), section.path("fixed").asBoolean(known), positions());
        return new TextReader(tokenizer, card, TextReader.types(model));
    }

    private int length(int otherwise) {
        JsonNode length = section.path("length");
        if (!length.isMissingNode() && !(length.isInt() && length.intValue() > 0)) {
            throw wrong(model, "length is " + length + ", not a number of tokens");
        }
        return length.asInt(otherwise);
    }

    private Positions positions() {
        JsonNode positions = section.path("positions");
        JsonNode padding = positions.path("padding");
        boolean first = positions.path("first").isIntegralNumber();
        boolean filled = padding.isIntegralNumber();
        if (positions.isMissingNode()) {
            return Positions.FROM_0;
        }
        if (!first || positions.size() != (filled ? 2 : 1)) {
            throw wrong(
                    model,
                    "positions is " + positions + ", not {\"first\": 0} or, where padding does not count on, "
                            + "{\"first\": 2, \"padding\": 1}");
        }
        return new Positions(
                positions.path("first").longValue(),
                filled ? OptionalLong.of(padding.longValue()) : OptionalLong.empty());
    }

    private Map<TextInput, String> inputs() {
        if (!section.has("inputs")) {
            return TextCard.inputs(model.inputs().stream().map(Port::name).toList());
        }
        Map<TextInput, String> inputs = new EnumMap<>(TextInput.class);
        section.get("inputs")
                .properties()
                .forEach(input -> inputs.put(
                        kind(TextInput.class, input),
                        port(input.getValue().asText()).name()));
        return inputs;
    }

    private Port port(@Nullable String name) {
        List<Port> ports = model.inputs();
        return ports.stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong(
                        model,
                        "inputs names [" + name + "]; the model has "
                                + ports.stream().map(Port::name).toList()));
    }

    private Tokenizer tokenizer() {
        if (section.has("tokenizer") == section.has("vocabulary")) {
            throw wrong(model, "name one of tokenizer (a tokenizer.json) and vocabulary (a list of words)");
        }
        try {
            return section.has("tokenizer") ? HuggingFaceTokenizer.read(file("tokenizer")) : words();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the tokenizer of " + model.name(), e);
        }
    }

    private Tokenizer words() throws IOException {
        Vocabulary vocabulary = Vocabulary.read(file("vocabulary"));
        String cut = section.path("cut").asText("words");
        VocabularyTokenizer tokenizer = switch (cut) {
            case "words" -> VocabularyTokenizer.words(vocabulary);
            case "whitespace" -> VocabularyTokenizer.whitespace(vocabulary);
            case "characters" -> VocabularyTokenizer.characters(vocabulary);
            default -> new VocabularyTokenizer(vocabulary, pattern(cut), false);
        };
        boolean lowerCase = section.path("lower_case").asBoolean(tokenizer.lowerCase());
        return new VocabularyTokenizer(vocabulary, tokenizer.pattern(), lowerCase);
    }

    private Pattern pattern(String cut) {
        try {
            return Pattern.compile(cut);
        } catch (PatternSyntaxException e) {
            throw wrong(
                    model, "cut is neither words, whitespace, characters nor a regular expression: " + e.getMessage());
        }
    }

    private Path file(String field) {
        Path file = model.file().resolveSibling(section.path(field).asText());
        if (!Files.isRegularFile(file)) {
            throw wrong(model, field + " names " + section.path(field) + ", and there is no such file beside the card");
        }
        return file;
    }

    private <E extends Enum<E>> E kind(Class<E> kinds, Map.Entry<String, JsonNode> entry) {
        for (E kind : kinds.getEnumConstants()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(entry.getKey())) {
                return kind;
            }
        }
        throw wrong(
                model,
                entry.getKey() + " is none of "
                        + List.of(kinds.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
    }

    private long id(Map.Entry<String, JsonNode> token) {
        if (!token.getValue().isIntegralNumber()) {
            throw wrong(model, "special." + token.getKey() + " is " + token.getValue() + ", not the id of a token");
        }
        return token.getValue().longValue();
    }

    private static IllegalArgumentException wrong(Model model, String what) {
        return new IllegalArgumentException("card of " + model.name() + ", text: " + what);
    }
}
