package ai.interpretdl.interpret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** The cases of {@code cases.json}: small models and inputs, with the numbers that other libraries or the papers give for them. */
public final class ReferenceCase {
    private static final JsonNode CASES = load();

    private ReferenceCase() {}

    /** The case of that name, as it stands in the file. */
    public static JsonNode of(String id) {
        return StreamSupport.stream(CASES.spliterator(), false)
                .filter(entry -> entry.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cases.json has no case " + id));
    }

    /** The names of all cases. */
    public static List<String> names() {
        return StreamSupport.stream(CASES.spliterator(), false)
                .map(entry -> entry.get("id").asText())
                .toList();
    }

    /** A list of numbers. */
    public static double[] numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    /** A list of lists of numbers. */
    public static double[][] table(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(ReferenceCase::numbers)
                .toArray(double[][]::new);
    }

    private static JsonNode load() {
        try (InputStream file = ReferenceCase.class.getResourceAsStream("/cases.json")) {
            return new ObjectMapper().readTree(file).get("cases");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
