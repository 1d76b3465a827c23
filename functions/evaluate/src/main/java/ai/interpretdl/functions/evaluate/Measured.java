package ai.interpretdl.functions.evaluate;

import ai.interpretdl.evaluate.Claim;
import ai.interpretdl.evaluate.Curve;
import ai.interpretdl.evaluate.Evaluated;
import ai.interpretdl.evaluate.Evaluation;
import ai.interpretdl.image.Picture;
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
 * picture} of the curves.
 *
 * @param json all of it
 */
public record Measured(@JsonValue ObjectNode json) {
    static Measured of(Claim claim, Evaluation measure, Evaluated evaluated, Optional<Picture> picture) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", claim.model().name());
        json.put("algorithm", claim.explanation().algorithm());
        json.put("measure", measure.name());
        json.put("better", measure.better().name().toLowerCase(Locale.ROOT));
        ObjectNode numbers = json.putObject("numbers");
        evaluated.numbers().forEach((name, rows) -> put(numbers, name, rows.get(0)));
        ObjectNode curves = json.putObject("curves");
        evaluated.curves().forEach((name, rows) -> add(curves.putObject(name), rows.get(0)));
        json.put("seconds", claim.explanation().quality().seconds() + evaluated.seconds());
        picture.ifPresent(drawn -> json.put("picture", drawn.png()));
        return new Measured(json);
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
