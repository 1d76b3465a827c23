package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Baseline;
import com.fasterxml.jackson.databind.JsonNode;

/** The field {@code baseline} where it is an object: a blur of the input, or random baselines over which results are averaged. */
final class Baselines {
    private static final String FIELD = "baseline";
    private static final String FORMS =
            "; it is a number, {\"blur\": 10}, {\"normal\": 5} or {\"uniform\": 5, \"low\": 0, \"high\": 255}";

    private Baselines() {}

    static Baseline read(JsonNode value) {
        if (value.size() == 1
                && value.path("blur").isNumber()
                && value.get("blur").doubleValue() > 0) {
            return new Baseline.Blurred(value.get("blur").doubleValue());
        }
        if (value.size() == 1 && isCount(value.path("normal"))) {
            return new Baseline.Normal(value.get("normal").intValue());
        }
        boolean ends = value.path("low").isNumber() && value.path("high").isNumber();
        if (value.size() == 3 && ends && isCount(value.path("uniform"))) {
            return new Baseline.Uniform(
                    value.get("uniform").intValue(),
                    value.get("low").doubleValue(),
                    value.get("high").doubleValue());
        }
        throw Refusal.of(FIELD, "is " + Parameters.shown(value) + FORMS);
    }

    private static boolean isCount(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0;
    }
}
