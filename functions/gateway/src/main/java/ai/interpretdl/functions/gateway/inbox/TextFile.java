package ai.interpretdl.functions.gateway.inbox;

import ai.interpretdl.functions.kit.Refusal;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file of texts, each line a request. A line of {@code .txt} is a text; one of {@code .jsonl} is a JSON string, or an object with the
 * fields of a request: {@code {"text": "…", "text_pair": "…", "true_label": "…"}}. Blank lines are none.
 *
 * @param lines the fields that each line adds
 */
record TextFile(List<Map<String, JsonNode>> lines) {
    private static final String OBJECTS = ".jsonl";

    TextFile {
        lines = List.copyOf(lines);
    }

    /** Whether a file is one by its name. */
    static boolean isOne(String subject) {
        String name = subject.toLowerCase(Locale.ROOT);
        return name.endsWith(".txt") || name.endsWith(OBJECTS);
    }

    /**
     * Reads a file.
     *
     * @param most lines that one file may have
     * @throws Refusal when it is no text in UTF-8, has more lines, or a line is no JSON
     */
    static TextFile read(String subject, byte[] content, int most, ObjectMapper mapper) {
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
                Map<String, JsonNode> fields = new LinkedHashMap<>();
                json.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
                return fields;
            }
            throw Refusal.of(400, "line " + number + " is neither a string nor an object with the field text");
        } catch (JsonProcessingException e) {
            throw Refusal.of(400, "line " + number + " is no JSON: " + e.getOriginalMessage());
        }
    }
}
