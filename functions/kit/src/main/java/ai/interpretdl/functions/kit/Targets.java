package ai.interpretdl.functions.kit;

import ai.interpretdl.program.Target;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The field {@code target}: a class by index or label, a list of them, classes along an axis, an index into the output or several, a margin, a loss, the
 * best few, or a word.
 */
final class Targets {
    private static final String FIELD = "target";

    private Targets() {}

    static Target read(Parameters parameters, List<String> labels) {
        return parameters.value(FIELD).map(value -> of(value, labels)).orElseGet(Target::predicted);
    }

    private static Target of(JsonNode value, List<String> labels) {
        if (value.isTextual() && value.textValue().equals("predicted")) {
            return Target.predicted();
        }
        if (value.isTextual() && value.textValue().equals("sum")) {
            return Target.sum();
        }
        if (value.has("class")) {
            return along(value, labels);
        }
        return value.isObject() ? object(value, labels) : new Target.OfClass(classes(value, labels));
    }

    /** Classes on a later axis: {@code {"class": 7, "axis": 2}} of {@code [N, tokens, K]}. */
    private static Target along(JsonNode value, List<String> labels) {
        JsonNode axis = value.path("axis");
        if (value.size() != 2 || !axis.canConvertToInt() || !axis.isIntegralNumber() || axis.intValue() == 0) {
            throw Refusal.of(
                    FIELD,
                    "is " + Parameters.shown(value)
                            + "; classes along an axis of the output are written {\"class\": 7, \"axis\": 2}");
        }
        return new Target.OfClass(classes(value.path("class"), labels), axis.intValue());
    }

    /** A class, or a list of them. */
    private static List<Long> classes(JsonNode value, List<String> labels) {
        List<Long> classes = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(each -> classes.add(index(each, labels)));
        } else {
            classes.add(index(value, labels));
        }
        if (classes.isEmpty()) {
            throw Refusal.of(FIELD, "is an empty list");
        }
        return classes;
    }

    private static Target object(JsonNode value, List<String> labels) {
        if (value.size() == 1 && value.has("margin")) {
            List<Long> both = classes(value.get("margin"), labels);
            if (both.size() != 2) {
                throw Refusal.of(FIELD, "is " + Parameters.shown(value) + "; a margin is written {\"margin\": [3, 5]}");
            }
            return Target.margin(both.get(0), both.get(1));
        }
        if (value.size() == 1 && value.has("loss")) {
            return new Target.Loss(classes(value.get("loss"), labels));
        }
        if (value.size() == 1 && value.has("top")) {
            JsonNode count = value.get("top");
            if (!count.canConvertToInt() || !count.isIntegralNumber() || count.intValue() < 1) {
                throw Refusal.of(FIELD, "is " + Parameters.shown(value) + "; the best three are written {\"top\": 3}");
            }
            return new Target.Top(count.intValue());
        }
        if (value.size() == 1 && value.path("indices").isArray()) {
            return cells(value.get("indices"));
        }
        if (value.size() != 1 || !value.path("index").isArray()) {
            throw Refusal.of(
                    FIELD,
                    "is " + Parameters.shown(value)
                            + "; it is written {\"index\": [3, 10, 12]}, {\"indices\": [[3, 10, 12], [3, 10, 13]]},"
                            + " {\"margin\": [3, 5]}, {\"loss\": 3} or {\"top\": 3}");
        }
        return new Target.Cell(cell(value.get("index")));
    }

    /** The average of several elements of a row's output. */
    private static Target cells(JsonNode indices) {
        List<List<Long>> cells = new ArrayList<>();
        for (JsonNode index : indices) {
            if (!index.isArray()) {
                throw Refusal.of(FIELD, "has " + Parameters.shown(index) + " among indices, where each is a list");
            }
            cells.add(cell(index));
        }
        if (cells.isEmpty()) {
            throw Refusal.of(FIELD, "is an empty list");
        }
        return Target.cells(cells);
    }

    private static List<Long> cell(JsonNode index) {
        List<Long> cell = new ArrayList<>();
        for (JsonNode each : index) {
            cell.add(whole(each));
        }
        return cell;
    }

    private static long index(JsonNode value, List<String> labels) {
        if (!value.isTextual()) {
            return whole(value);
        }
        int index = labels.indexOf(value.textValue());
        if (index < 0) {
            String hint = labels.isEmpty() ? "; the model has no labels" : Near.hint(value.textValue(), labels);
            throw Refusal.of(FIELD, "is \"" + value.textValue() + "\", which is no label of the model" + hint);
        }
        return index;
    }

    private static long whole(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw Refusal.of(FIELD, "is " + Parameters.shown(value) + ", neither a class index nor a label");
        }
        return value.longValue();
    }
}
