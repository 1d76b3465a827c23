package ai.interpretdl.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumMap;
import java.util.Map;

/** What a {@code tokenizer.json} says about its special tokens. */
final class TokenizerJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenizerJson() {}

    /** From the named fields where the file has them, else by the usual spellings among the added tokens. */
    static Map<SpecialToken, Long> specialTokens(String json) {
        JsonNode root = read(json);
        Map<SpecialToken, Long> ids = new EnumMap<>(SpecialToken.class);
        for (JsonNode token : root.path("added_tokens")) {
            SpecialToken.ofSpelling(token.path("content").asText())
                    .ifPresent(kind -> ids.put(kind, token.path("id").asLong()));
        }
        put(ids, SpecialToken.PAD, root.path("padding").path("pad_id"));
        JsonNode model = root.path("model");
        put(ids, SpecialToken.UNKNOWN, model.path("unk_id"));
        String unknown = model.path("unk_token").asText("");
        put(ids, SpecialToken.UNKNOWN, model.path("vocab").path(unknown));
        return Map.copyOf(ids);
    }

    private static void put(Map<SpecialToken, Long> ids, SpecialToken kind, JsonNode id) {
        if (id.isIntegralNumber()) {
            ids.put(kind, id.asLong());
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a tokenizer.json: " + e.getOriginalMessage(), e);
        }
    }
}
