package ai.interpretdl.functions.kit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The elements of a tensor as JSON wrote them, flat or nested, in row-major order: numbers (booleans as 0 and 1), or strings.
 *
 * <p>Read as they stream in; a tree of nodes would take many times the memory.
 */
@JsonDeserialize(using = WireData.Reader.class)
public final class WireData {
    private long[] integers = new long[16];
    private double[] reals = new double[0];
    private final List<String> strings = new ArrayList<>();
    private boolean fractional;
    private int count;

    /** The number of elements. */
    public int count() {
        return count + strings.size();
    }

    /** Whether the elements are strings. */
    public boolean isText() {
        return !strings.isEmpty();
    }

    /** Whether some number has a fraction or an exponent. */
    public boolean isFractional() {
        return fractional;
    }

    /** The elements, when they are strings. */
    public List<String> strings() {
        return strings;
    }

    /** A number without its fraction. */
    public long integer(int i) {
        return fractional ? (long) reals[i] : integers[i];
    }

    /** A number. */
    public double real(int i) {
        return fractional ? reals[i] : integers[i];
    }

    private void add(long value) {
        if (fractional) {
            add((double) value);
            return;
        }
        if (count == integers.length) {
            integers = Arrays.copyOf(integers, 2 * count);
        }
        integers[count++] = value;
    }

    private void add(double value) {
        if (!fractional) {
            reals = new double[Math.max(16, 2 * count)];
            for (int i = 0; i < count; i++) {
                reals[i] = integers[i];
            }
            integers = new long[0];
            fractional = true;
        }
        if (count == reals.length) {
            reals = Arrays.copyOf(reals, 2 * count);
        }
        reals[count++] = value;
    }

    static final class Reader extends JsonDeserializer<WireData> {
        @Override
        public WireData deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            WireData data = new WireData();
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw Refusal.of("data", "is not a list");
            }
            for (int depth = 1; depth > 0; ) {
                JsonToken token = parser.nextToken();
                depth += token == JsonToken.START_ARRAY ? 1 : token == JsonToken.END_ARRAY ? -1 : 0;
                data.take(token, parser);
            }
            return data;
        }
    }

    private void take(JsonToken token, JsonParser parser) throws IOException {
        switch (token) {
            case START_ARRAY, END_ARRAY -> {}
            case VALUE_TRUE -> add(1L);
            case VALUE_FALSE -> add(0L);
            case VALUE_STRING -> strings.add(parser.getText());
            case VALUE_NUMBER_FLOAT -> add(parser.getDoubleValue());
            case VALUE_NUMBER_INT -> integer(parser);
            default ->
                throw Refusal.of("data", "has " + parser.getText() + " in it, which is neither number nor string");
        }
        if (count > 0 && !strings.isEmpty()) {
            throw Refusal.of("data", "mixes numbers and strings");
        }
    }

    private void integer(JsonParser parser) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            add(parser.getDoubleValue());
        } else {
            add(parser.getLongValue());
        }
    }
}
