package ai.interpretdl.model;

import ai.interpretdl.program.Subject.Batching;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A conformance in words, and as JSON. */
final class ConformanceReport {
    private static final double KIBIBYTE = 1024;

    private static final Map<Batching, String> ROWS = Map.of(
            Batching.FREE, "any number a call",
            Batching.REWRITTEN, "the file says one a call; rewritten for more, and verified on two rows",
            Batching.SINGLE, "one a call",
            Batching.NONE, "the whole input is one: the file has no axis for them");

    private final Conformance c;

    ConformanceReport(Conformance conformance) {
        this.c = conformance;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(c.model() + ": " + (c.isFull() ? "everything works" : "limited, see below"));
        line(lines, "nodes", String.valueOf(c.nodes()));
        c.inputs().forEach((name, shape) -> line(lines, "tried on", name + " " + shape));
        c.problems().forEach(problem -> line(lines, "problem", problem));
        c.withoutRule().forEach(gap -> line(lines, "no gradient", gap.operator() + " (" + gap.node() + ")"));
        line(lines, "rows", Objects.requireNonNull(ROWS.get(c.batching())));
        c.slope().ifPresent(slope -> line(lines, "gradient", words(slope)));
        line(lines, "maps", c.maps().isEmpty() ? "none" : "");
        c.maps().forEach(layer -> line(lines, "", layer.name() + " " + layer.dims()));
        line(lines, "attention", c.attention().isEmpty() ? "none" : String.join(", ", c.attention()));
        line(lines, "forward", cost(c.cost().forwardBytes(), c.cost().forwardSeconds()));
        line(lines, "with gradient", cost(c.cost().gradientBytes(), c.cost().gradientSeconds()));
        return String.join("\n", lines) + "\n";
    }

    private static void line(List<String> lines, String what, String finding) {
        lines.add(String.format(Locale.ROOT, "  %-14s %s", what, finding).stripTrailing());
    }

    private static String words(Conformance.Slope slope) {
        return String.format(
                Locale.ROOT,
                "at %s: length %.4g, by central differences %.4g, relative error %.2g",
                slope.value(),
                slope.expected(),
                slope.measured(),
                slope.relativeError());
    }

    private static String cost(long bytes, double seconds) {
        return bytes == 0
                ? "not possible"
                : String.format(Locale.ROOT, "%.0f KiB, %.1f ms a row", bytes / KIBIBYTE, seconds * 1000);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", c.model()).put("digest", c.digest()).put("full", c.isFull());
        json.put("nodes", c.nodes());
        ObjectNode inputs = json.putObject("inputs");
        c.inputs().forEach(inputs::put);
        ArrayNode problems = json.putArray("problems");
        c.problems().forEach(problems::add);
        ArrayNode gaps = json.putArray("without_rule");
        c.withoutRule()
                .forEach(gap -> gaps.addObject().put("operator", gap.operator()).put("node", gap.node()));
        json.put("batching", c.batching().name().toLowerCase(Locale.ROOT));
        c.slope()
                .ifPresent(slope -> json.putObject("gradient")
                        .put("value", slope.value())
                        .put("length", slope.expected())
                        .put("central_differences", slope.measured())
                        .put("relative_error", slope.relativeError()));
        ArrayNode maps = json.putArray("maps");
        c.maps().forEach(layer -> layer(maps.addObject(), layer));
        ArrayNode attention = json.putArray("attention");
        c.attention().forEach(attention::add);
        json.putObject("forward")
                .put("bytes", c.cost().forwardBytes())
                .put("seconds", c.cost().forwardSeconds());
        json.putObject("with_gradient")
                .put("bytes", c.cost().gradientBytes())
                .put("seconds", c.cost().gradientSeconds());
        return json;
    }

    private static void layer(ObjectNode json, Layer layer) {
        json.put("name", layer.name()).put("operator", layer.operator());
        ArrayNode dims = json.putArray("shape");
        layer.dims().forEach(dims::add);
    }
}
