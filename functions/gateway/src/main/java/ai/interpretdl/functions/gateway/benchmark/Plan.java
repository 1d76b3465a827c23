package ai.interpretdl.functions.gateway.benchmark;

import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a benchmark does.
 *
 * @param model its name
 * @param images a folder of pictures
 * @param results a folder for what comes out
 * @param batch how many pictures are measured at a time
 * @param about fields of the question, as a request has them: target, output, seed
 * @param algorithms by their name in the results; each with the fields of a request
 * @param measures likewise
 */
record Plan(
        String model,
        Path images,
        Path results,
        int batch,
        Map<String, JsonNode> about,
        Map<String, Call> algorithms,
        Map<String, Call> measures) {
    private static final int BATCH = 8;
    private static final List<String> QUESTION = List.of("target", "output", "output_name", "seed");

    /**
     * A function with its parameters.
     *
     * @param function its published name
     * @param parameters by name
     */
    record Call(String function, Map<String, JsonNode> parameters) {
        /** A copy to read from. */
        Parameters read() {
            return new Parameters(parameters);
        }
    }

    /** @throws Refusal naming the field that cannot be taken */
    static Plan read(JsonNode json) {
        if (!json.isObject()) {
            throw Refusal.of("plan", "is no JSON object");
        }
        Parameters parameters = new Parameters(Parameters.fields(json));
        Map<String, JsonNode> about = new LinkedHashMap<>();
        QUESTION.forEach(name -> parameters.value(name).ifPresent(value -> about.put(name, value)));
        Plan plan = new Plan(
                needed(parameters, "model"),
                Path.of(needed(parameters, "images")),
                Path.of(needed(parameters, "results")),
                parameters.positive("batch", BATCH),
                about,
                calls(parameters, "algorithms"),
                calls(parameters, "measures"));
        parameters.nothingLeft();
        return plan;
    }

    private static String needed(Parameters parameters, String name) {
        return parameters.text(name).orElseThrow(() -> Refusal.of(name, "is missing in the plan"));
    }

    /** Each is a name, or an object with {@code name}, its parameters, and {@code as} for another name in the results. */
    private static Map<String, Call> calls(Parameters parameters, String list) {
        Map<String, Call> calls = new LinkedHashMap<>();
        JsonNode all = parameters
                .value(list)
                .filter(value -> value.isArray() && !value.isEmpty())
                .orElseThrow(
                        () -> Refusal.of(list, "is missing in the plan: a list of names, or of objects with a name"));
        for (JsonNode one : all) {
            Map<String, JsonNode> fields = Parameters.fields(one);
            JsonNode name = one.isTextual() ? one : fields.remove("name");
            JsonNode as = fields.remove("as");
            if (!(name instanceof TextNode text)) {
                throw Refusal.of(list, "has " + one + " in it, which has no name");
            }
            String title = as instanceof TextNode other ? other.textValue() : text.textValue();
            if (calls.put(title, new Call(text.textValue(), fields)) != null) {
                throw Refusal.of(list, "has " + title + " twice: tell them apart by \"as\"");
            }
        }
        return calls;
    }

    /** The names of the pictures' files, in their order. */
    List<String> pictures() {
        try (Stream<Path> files = Files.list(images)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("(?i).*\\.(jpe?g|png|gif|webp)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("images: the folder " + images + " cannot be read", e);
        }
    }
}
