package ai.interpretdl.functions.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file of texts, each line a request. A line of {@code .txt} is a text; one of {@code .jsonl} is a JSON string, or an object with the
 * fields of a request: {@code {"text": "…", "text_pair": "…", "true_label": "…"}}. Blank lines are none.
 *
 * @param lines the fields that each line adds
 */
public record TextFile(List<Map<String, JsonNode>> lines) {
    private static final String OBJECTS = ".jsonl";

    public TextFile {
        lines = List.copyOf(lines);
    }

    /** Whether a file is one by its name. */
    public static boolean isOne(String subject) {
        String name = subject.toLowerCase(Locale.ROOT);
        return name.endsWith(".txt") || name.endsWith(OBJECTS);
    }

    /**
     * Reads a file.
     *
     * @param most lines that one file may have
     * @throws Refusal when it is no text in UTF-8, has more lines, or a line is no JSON
     */
    public static TextFile read(String subject, byte[] content, int most, ObjectMapper mapper) {
        boolean objects = subject.toLowerCase(Locale.ROOT).endsWith(OBJECTS);
        List<Map<String, JsonNode>> lines = new ArrayList<>();
        int number = 0;
        for (String line : text(subject, content).lines().toList()) {
            number++;
            if (!line.isBlank()) {
                lines.add(objects ? fields(number, line, mapper) : Map.of("text", TextNode.valueOf(line.strip())));
            }
            if (lines.size() > most) {
                throw Refusal.of(413, subject + " has more than " + most + " lines; cut it into several files");
            }
        }
        if (lines.isEmpty()) {
            throw Refusal.of(400, subject + " has no line with a text in it");
        }
        return new TextFile(lines);
    }

    /**
     * The texts, or pairs of texts, of a corpus.
     *
     * @throws Refusal when a line has other fields, more than one text, or only some have a second one
     */
    Inputs corpus() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (Map<String, JsonNode> line : lines) {
            Parameters fields = new Parameters(line);
            fields.text(Reading.TEXT).ifPresent(first::add);
            fields.text(Reading.PAIR).ifPresent(second::add);
            fields.nothingLeft();
        }
        if (!second.isEmpty() && second.size() != first.size()) {
            throw Refusal.of(
                    Reading.PAIR, "stands in " + second.size() + " of " + first.size() + " lines of the corpus");
        }
        return Inputs.ofTexts(first, second).asCorpus();
    }

    private static String text(String subject, byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Refusal.of(415, subject + " is no text in UTF-8");
        }
    }

    private static Map<String, JsonNode> fields(int number, String line, ObjectMapper mapper) {
        try {
            JsonNode json = mapper.readTree(line);
            if (json.isTextual()) {
                return Map.of("text", json);
            }
            if (json.isObject() && json.has("text")) {
                return Parameters.fields(json);
            }
            throw Refusal.of(400, "line " + number + " is neither a string nor an object with the field text");
        } catch (JsonProcessingException e) {
            throw Refusal.of(400, "line " + number + " is no JSON: " + e.getOriginalMessage());
        }
    }
}
