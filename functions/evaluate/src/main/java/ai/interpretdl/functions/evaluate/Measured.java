package ai.interpretdl.functions.evaluate;

import ai.interpretdl.evaluate.Claim;
import ai.interpretdl.evaluate.Curve;
import ai.interpretdl.evaluate.Evaluated;
import ai.interpretdl.evaluate.Evaluation;
import ai.interpretdl.functions.kit.PictureForm;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a measure answers: {@code model}, {@code algorithm}, {@code measure}, {@code better} (higher, lower, neither), {@code numbers} by
 * name (null where one is not defined), {@code curves} by name with {@code at} and {@code values}, {@code seconds}, and on request a {@code
 * picture} of the curves with its {@code picture_type}. Of several rows {@code rows} has the numbers, curves and picture of each.
 *
 * @param json all of it
 */
public record Measured(@JsonValue ObjectNode json) {
    static Measured of(Claim claim, Evaluation measure, Evaluated evaluated, Optional<PictureForm> form) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", claim.model().name());
        json.put("algorithm", claim.explanation().algorithm());
        json.put("measure", measure.name());
        json.put("better", measure.better().name().toLowerCase(Locale.ROOT));
        int rows = evaluated.rows();
        if (rows == 1) {
            addRow(json, evaluated, 0, form);
        } else {
            ArrayNode all = json.putArray("rows");
            for (int row = 0; row < rows; row++) {
                addRow(all.addObject(), evaluated, row, form);
            }
        }
        json.put("seconds", claim.explanation().quality().seconds() + evaluated.seconds());
        return new Measured(json);
    }

    private static void addRow(ObjectNode json, Evaluated evaluated, int row, Optional<PictureForm> form) {
        ObjectNode numbers = json.putObject("numbers");
        evaluated.numbers().forEach((name, rows) -> put(numbers, name, rows.get(row)));
        ObjectNode curves = json.putObject("curves");
        evaluated.curves().forEach((name, rows) -> add(curves.putObject(name), rows.get(row)));
        form.flatMap(wanted -> evaluated.chart(row).map(chart -> wanted.write(chart.figure(), 1)))
                .ifPresent(file -> json.setAll(file.fields()));
    }

    private static void add(ObjectNode json, Curve curve) {
        add(json.putArray("at"), curve.at());
        add(json.putArray("values"), curve.values());
    }

    private static void add(ArrayNode list, List<Double> numbers) {
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                list.add(number);
            } else {
                list.addNull();
            }
        }
    }

    private static void put(ObjectNode json, String name, double number) {
        if (Double.isFinite(number)) {
            json.put(name, number);
        } else {
            json.putNull(name);
        }
    }
}
