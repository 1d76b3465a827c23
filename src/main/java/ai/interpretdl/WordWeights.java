package ai.interpretdl;

import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.text.Encoding;
import ai.interpretdl.text.Passage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What words count for each class, over the texts that were seen.
 *
 * @param key of what was learnt from: model and settings
 * @param words in the order in which they were met; their number is their kind in the weights
 * @param texts digests of the texts that were seen
 * @param weights of the words, by class
 */
public record WordWeights(String key, List<String> words, Set<String> texts, GlobalWeights weights) {
    private static final String FORMAT = "interpretdl-word-weights";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A word and what it counts.
     *
     * @param weight mean contribution over its occurrences
     * @param occurrences that spoke for the class
     */
    public record Word(String word, double weight, long occurrences) {}

    public WordWeights {
        words = List.copyOf(words);
        texts = Set.copyOf(texts);
    }

    static WordWeights start(String key) {
        return new WordWeights(key, List.of(), Set.of(), GlobalWeights.EMPTY);
    }

    /** Whether a text was seen. */
    boolean knows(Encoding text) {
        return texts.contains(digest(text));
    }

    /** The number of a word that was met. */
    int number(String word) {
        return words.indexOf(word);
    }

    /**
     * With one more text.
     *
     * @param found its words, one a weight
     */
    WordWeights plus(Encoding text, int label, List<String> found, double[] weightsOfFound, Contribution contribution) {
        LinkedHashSet<String> all = new LinkedHashSet<>(words);
        all.addAll(found);
        List<String> known = List.copyOf(all);
        TreeMap<String, Integer> numbers = new TreeMap<>();
        for (int i = 0; i < known.size(); i++) {
            numbers.put(known.get(i), i);
        }
        int[] kinds = found.stream().mapToInt(numbers::get).toArray();
        Set<String> seen = new LinkedHashSet<>(texts);
        seen.add(digest(text));
        GlobalWeights more =
                kinds.length == 0 ? weights : weights.plusPositive(label, kinds, weightsOfFound, contribution);
        return new WordWeights(key, known, seen, more);
    }

    /**
     * The words that count most for a class.
     *
     * @param occurrences how often a word has to have spoken for it, 5 in InterpretDL's tutorial
     */
    public List<Word> top(int label, int count, long occurrences) {
        List<Word> found = new ArrayList<>();
        weights.labels().getOrDefault(label, new TreeMap<>()).forEach((kind, mean) -> {
            if (mean.occurrences() >= occurrences) {
                found.add(new Word(words.get(kind), mean.weight(), mean.occurrences()));
            }
        });
        found.sort(Comparator.comparingDouble(word -> -word.weight()));
        return List.copyOf(found.subList(0, Math.min(count, found.size())));
    }

    /** What a file holds, to go on from. */
    public ObjectNode json() {
        ObjectNode root =
                JSON.createObjectNode().put("format", FORMAT).put("version", 1).put("key", key);
        root.set("words", JSON.valueToTree(words));
        root.set("texts", JSON.valueToTree(texts.stream().sorted().toList()));
        root.set("weights", weights.json());
        return root;
    }

    /** Whole or not at all: a run that is stopped while it writes loses nothing. */
    void write(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = Files.createTempFile(whole.getParent(), ".words", ".part");
        Files.write(part, JSON.writeValueAsBytes(json()));
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** @throws IllegalArgumentException when the file holds something else */
    public static WordWeights read(Path file) throws IOException {
        return read(JSON.readTree(Files.readAllBytes(file)), file.toString());
    }

    /**
     * @param root as {@link #json()} gives it
     * @param source where it comes from, for an error message
     * @throws IllegalArgumentException when it is something else
     */
    public static WordWeights read(JsonNode root, String source) {
        if (!root.path("format").asText().equals(FORMAT) || root.path("version").asInt() != 1) {
            throw new IllegalArgumentException(source + " is not of format " + FORMAT + ", version 1");
        }
        List<String> words = new ArrayList<>();
        root.path("words").forEach(word -> words.add(word.asText()));
        Set<String> texts = new LinkedHashSet<>();
        root.path("texts").forEach(text -> texts.add(text.asText()));
        return new WordWeights(
                root.path("key").asText(), words, texts, GlobalWeights.read(root.path("weights"), source));
    }

    /** The same for the same weights of the same texts. */
    String digest() {
        return digest(json().toString(), 32);
    }

    private static String digest(Encoding row) {
        return digest(row.passages().stream().map(Passage::text).collect(Collectors.joining("\0")), 8);
    }

    private static String digest(String text, int bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
