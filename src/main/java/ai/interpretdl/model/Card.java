package ai.interpretdl.model;

import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.ScoreKind;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of a model beyond its file: {@code name.json} beside {@code name.onnx}.
 *
 * @param description one sentence
 * @param image how a picture becomes an input, read by the package {@code image}
 * @param text how a text becomes inputs, read by the package {@code text}
 * @param labels names of the classes, in their order
 * @param features names of the elements of a tabular input, in their order
 * @param output the output that is explained; the first when empty
 * @param scores what its numbers are
 * @param explain in which form it is explained unless somebody asks for another
 * @param layer the value that suits class activation maps
 * @param baseline the input that stands for nothing, in the model's own units: zeros unless a number is given
 */
public record Card(
        String description,
        Optional<JsonNode> image,
        Optional<JsonNode> text,
        List<String> labels,
        List<String> features,
        Optional<String> output,
        ScoreKind scores,
        OutputKind explain,
        Optional<String> layer,
        double baseline) {
    /** What holds without a card. */
    public static final Card NONE = new Card(
            "",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            ScoreKind.LOGITS,
            OutputKind.RAW,
            Optional.empty(),
            0);

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> FIELDS = Set.of(
            "description", "image", "text", "labels", "features", "output", "scores", "explain", "layer", "baseline");

    public Card {
        labels = List.copyOf(labels);
        features = List.copyOf(features);
    }

    /** The card beside a model file, if there is one. */
    public static Optional<Card> beside(Path model) {
        String name = model.getFileName().toString().replaceFirst("\\.onnx$", "") + ".json";
        Path card = model.resolveSibling(name);
        return Files.isRegularFile(card) ? Optional.of(read(card)) : Optional.empty();
    }

    /** @throws IllegalArgumentException when the card is no JSON, or has a field that means nothing */
    public static Card read(Path file) {
        try {
            return of(JSON.readTree(file.toFile()), file);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new IllegalArgumentException(
                    "card " + file.getFileName() + " is no valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read card " + file, e);
        }
    }

    private static Card of(JsonNode json, Path file) throws IOException {
        Set<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("card " + file.getFileName() + ": unknown fields " + unknown
                    + "; known are " + new TreeSet<>(FIELDS));
        }
        return new Card(
                json.path("description").asText(""),
                section(json, "image"),
                section(json, "text"),
                labels(json.path("labels"), file),
                strings(json.path("features")),
                section(json, "output").map(JsonNode::asText),
                choice(ScoreKind.class, json.path("scores").asText("logits"), file),
                choice(OutputKind.class, json.path("explain").asText("raw"), file),
                section(json, "layer").map(JsonNode::asText),
                json.path("baseline").asDouble(0));
    }

    private static Optional<JsonNode> section(JsonNode json, String field) {
        return json.hasNonNull(field) ? Optional.of(json.get(field)) : Optional.empty();
    }

    /** A list, or the name of a file beside the card with one label a line. */
    private static List<String> labels(JsonNode json, Path card) throws IOException {
        if (!json.isTextual()) {
            return strings(json);
        }
        Path file = card.resolveSibling(json.asText());
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "card " + card.getFileName() + ": there is no file " + json.asText() + " beside it");
        }
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> strings(JsonNode json) {
        List<String> list = new ArrayList<>();
        json.forEach(entry -> list.add(entry.asText()));
        return list;
    }

    private static <E extends Enum<E>> E choice(Class<E> kind, String name, Path file) {
        try {
            return Enum.valueOf(kind, name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "card " + file.getFileName() + ": [" + name + "] is none of "
                            + List.of(kind.getEnumConstants()).toString().toLowerCase(Locale.ROOT),
                    e);
        }
    }

    /** The value that a text section names as the embedding of the tokens. */
    Optional<String> embedding() {
        return text.map(section -> section.path("embedding").asText("")).filter(name -> !name.isEmpty());
    }

    /** The input that a text section names for token ids. */
    Optional<String> ids() {
        return text.map(section -> section.path("inputs").path("ids").asText(""))
                .filter(name -> !name.isEmpty());
    }

    /** The name of a class, if the card has one. */
    public Optional<String> label(long index) {
        return index >= 0 && index < labels.size() ? Optional.of(labels.get((int) index)) : Optional.empty();
    }
}
