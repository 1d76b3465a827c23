package ai.interpretdl.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a benchmark has measured: JSON lines in a file. The first says what run it is; each other one is a picture, an algorithm and a measure with
 * its numbers and curves.
 */
public final class Results {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Set<String> done = new HashSet<>();

    /**
     * One thing measured; of an evaluation the first row.
     *
     * @param picture its name
     * @param algorithm its name in the run
     * @param measure its name in the run
     * @param better which way its first number is better
     * @param evaluated what was measured
     */
    public record Line(
            String picture, String algorithm, String measure, Evaluation.Better better, Evaluated evaluated) {}

    private Results(Path file) {
        this.file = file;
    }

    /**
     * Opens the file of a run, or begins one. A last line that was cut off is dropped.
     *
     * @param run what tells this run from others: model, algorithms and measures with their parameters
     * @throws IllegalArgumentException when the file is of another run
     * @throws UncheckedIOException when it cannot be read or written
     */
    public static Results open(Path file, JsonNode run) {
        Results results = new Results(file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            dropUnfinished(file);
            if (Files.notExists(file) || Files.size(file) == 0) {
                results.append(run);
            }
            results.check(run);
            results.forEach(line -> results.done.add(key(line.picture(), line.algorithm(), line.measure())));
            return results;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
    }

    private static void dropUnfinished(Path file) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long end = bytes.length();
            while (end > 0) {
                bytes.seek(end - 1);
                if (bytes.read() == '\n') {
                    break;
                }
                end--;
            }
            bytes.setLength(end);
        }
    }

    private void check(JsonNode run) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            JsonNode begun = JSON.readTree(reader.readLine());
            if (!begun.equals(JSON.readTree(run.toString()))) {
                throw new IllegalArgumentException(file + " is of another run, " + begun
                        + ": name another folder for the results, or remove that one");
            }
        }
    }

    private static String key(String picture, String algorithm, String measure) {
        return picture + '\n' + algorithm + '\n' + measure;
    }

    /** Whether this was measured already. */
    public boolean has(String picture, String algorithm, String measure) {
        return done.contains(key(picture, algorithm, measure));
    }

    /** Adds a line to the file. */
    public void add(Line line) {
        try {
            append(json(line));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        done.add(key(line.picture(), line.algorithm(), line.measure()));
    }

    private void append(JsonNode json) throws IOException {
        byte[] line = (json.toString() + '\n').getBytes(StandardCharsets.UTF_8);
        Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Every line in turn; none is kept. */
    public void forEach(Consumer<Line> lines) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line(JSON.readTree(line)));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is damaged: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static ObjectNode json(Line line) {
        ObjectNode json = JSON.createObjectNode();
        json.put("picture", line.picture());
        json.put("algorithm", line.algorithm());
        json.put("measure", line.measure());
        json.put("better", line.better().name().toLowerCase(Locale.ROOT));
        json.put("seconds", line.evaluated().seconds());
        ObjectNode numbers = json.putObject("numbers");
        line.evaluated().numbers().forEach((name, rows) -> {
            if (Double.isFinite(rows.get(0))) {
                numbers.put(name, rows.get(0));
            } else {
                numbers.putNull(name);
            }
        });
        json.put("across", line.evaluated().axes().across());
        json.put("up", line.evaluated().axes().up());
        ObjectNode curves = json.putObject("curves");
        line.evaluated().curves().forEach((name, rows) -> {
            ObjectNode curve = curves.putObject(name);
            put(curve.putArray("at"), rows.get(0).at());
            put(curve.putArray("values"), rows.get(0).values());
        });
        return json;
    }

    private static void put(ArrayNode list, List<Double> numbers) {
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                list.add(number);
            } else {
                list.addNull();
            }
        }
    }

    private static Line line(JsonNode json) {
        Map<String, List<Double>> numbers = new LinkedHashMap<>();
        json.path("numbers").properties().forEach(e -> numbers.put(e.getKey(), List.of(number(e.getValue()))));
        Map<String, List<Curve>> curves = new LinkedHashMap<>();
        json.path("curves")
                .properties()
                .forEach(e -> curves.put(
                        e.getKey(),
                        List.of(new Curve(
                                list(e.getValue().path("at")), list(e.getValue().path("values"))))));
        String measure = json.path("measure").asText();
        return new Line(
                json.path("picture").asText(),
                json.path("algorithm").asText(),
                measure,
                Evaluation.Better.valueOf(json.path("better").asText().toUpperCase(Locale.ROOT)),
                new Evaluated(
                        measure,
                        numbers,
                        curves,
                        axes(json),
                        json.path("seconds").asDouble()));
    }

    /** Files of before this was written have no axes. */
    private static Axes axes(JsonNode json) {
        return new Axes(json.path("across").asText("share"), json.path("up").asText("value"));
    }

    private static List<Double> list(JsonNode numbers) {
        List<Double> list = new ArrayList<>();
        numbers.forEach(number -> list.add(number(number)));
        return list;
    }

    private static double number(JsonNode number) {
        return number.isNull() ? Double.NaN : number.doubleValue();
    }
}
