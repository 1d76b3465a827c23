package ai.interpretdl.functions.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The named values of a request, read with a type, a range and a default. Whatever nobody asked for is an error in the end: a
 * misspelt parameter must not be a silent default.
 *
 * <p>Not for several threads.
 */
public final class Parameters {
    private final Map<String, JsonNode> values;
    private final Set<String> read;
    /** How names are written in the request, where otherwise than asked for; empty for what cannot be given. */
    private final Map<String, String> written;

    public Parameters(Map<String, JsonNode> values) {
        this(new LinkedHashMap<>(values), new LinkedHashSet<>(), Map.of());
    }

    private Parameters(Map<String, JsonNode> values, Set<String> read, Map<String, String> written) {
        this.values = values;
        this.read = read;
        this.written = Map.copyOf(written);
    }

    /**
     * The same for an algorithm that is inside of another; what is read here is read there.
     *
     * @param names for what the outer one has for itself, how it is written for the inner one; empty where that takes none
     */
    Parameters inside(Map<String, String> names) {
        return new Parameters(values, read, names);
    }

    /** The fields of a JSON object, in their order; none of what is no object. */
    public static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    /** A whole number of at least 1. */
    public int positive(String name, int otherwise) {
        return whole(name, otherwise, 1, "positive");
    }

    /** A whole number of at least 0. */
    public int natural(String name, int otherwise) {
        return whole(name, otherwise, 0, "0 or more");
    }

    /** A whole number of at least 0, up to 64 bits. */
    public long seed(String name, long otherwise) {
        return value(name)
                .map(value -> integer(name, value, 0, Long.MAX_VALUE, "0 or more"))
                .orElse(otherwise);
    }

    private int whole(String name, int otherwise, int least, String range) {
        return value(name)
                .map(value -> Math.toIntExact(integer(name, value, least, Integer.MAX_VALUE, range)))
                .orElse(otherwise);
    }

    private static long integer(String name, JsonNode value, long least, long most, String range) {
        if (!value.isIntegralNumber()) {
            throw Refusal.of(name, "is " + shown(value) + ", not a whole number");
        }
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            throw Refusal.of(
                    name, "is " + shown(value) + ", not " + range + (value.canConvertToLong() ? "" : " in 64 bits"));
        }
        return value.longValue();
    }

    /** A finite number. */
    public double number(String name, double otherwise) {
        return value(name).map(value -> real(name, value)).orElse(otherwise);
    }

    /** A finite number of at least 0. */
    public double nonNegative(String name, double otherwise) {
        double number = number(name, otherwise);
        if (number < 0) {
            throw Refusal.of(name, "is " + number + ", not 0 or more");
        }
        return number;
    }

    /** A finite number above 0. */
    public double above0(String name, double otherwise) {
        double number = number(name, otherwise);
        if (number <= 0) {
            throw Refusal.of(name, "is " + number + ", not above 0");
        }
        return number;
    }

    /** A finite number of at least 1. */
    public double from1(String name, double otherwise) {
        double number = number(name, otherwise);
        if (number < 1) {
            throw Refusal.of(name, "is " + number + ", not 1 or more");
        }
        return number;
    }

    /** A number from 0 to 1. */
    public double share(String name, double otherwise) {
        double number = number(name, otherwise);
        if (number < 0 || number > 1) {
            throw Refusal.of(name, "is " + number + ", not from 0 to 1");
        }
        return number;
    }

    private static double real(String name, JsonNode value) {
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw Refusal.of(name, "is " + shown(value) + ", not a finite number");
        }
        return value.doubleValue();
    }

    public boolean flag(String name, boolean otherwise) {
        return value(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw Refusal.of(name, "is " + shown(value) + ", not true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(otherwise);
    }

    public Optional<String> text(String name) {
        return value(name).map(value -> {
            if (!value.isTextual()) {
                throw Refusal.of(name, "is " + shown(value) + ", not a string");
            }
            return value.textValue();
        });
    }

    /** One of a set of named things. */
    public <T> T choice(String name, Map<String, T> choices, T otherwise) {
        return text(name)
                .map(text -> Optional.ofNullable(choices.get(text))
                        .orElseThrow(() -> Refusal.of(
                                name,
                                "is \"" + text + "\", not one of "
                                        + choices.keySet().stream().sorted().collect(Collectors.joining(", ")))))
                .orElse(otherwise);
    }

    /** A constant of an enum, written in lower case with hyphens: {@code gauss-legendre}. */
    public <E extends Enum<E>> E choice(String name, E otherwise) {
        return choice(name, names(otherwise.getDeclaringClass()), otherwise);
    }

    /** The constants of an enum by how they are written. */
    static <E extends Enum<E>> Map<String, E> names(Class<E> constants) {
        return Stream.of(constants.getEnumConstants())
                .collect(Collectors.toMap(Parameters::hyphened, constant -> constant));
    }

    /** A constant of an enum for each of some names: {@code {"conv1": "gamma"}}; empty when not given. */
    public <E extends Enum<E>> Map<String, E> choices(String name, E like) {
        Map<String, E> chosen = new LinkedHashMap<>();
        value(name).ifPresent(value -> {
            if (!value.isObject()) {
                throw Refusal.of(name, "is " + shown(value) + ", not an object of names");
            }
            Map<String, JsonNode> entries = fields(value);
            Parameters inner = new Parameters(entries);
            entries.keySet().forEach(key -> chosen.put(key, inner.choice(key, like)));
        });
        return chosen;
    }

    private static String hyphened(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A list of whole numbers, empty when not given. */
    public List<Long> wholes(String name) {
        List<Long> numbers = new ArrayList<>();
        list(name).forEach(value -> numbers.add(integer(name, value, Long.MIN_VALUE, Long.MAX_VALUE, "whole")));
        return numbers;
    }

    /** A list of finite numbers, empty when not given. */
    public List<Double> numbers(String name) {
        return list(name).stream().map(value -> real(name, value)).toList();
    }

    /** A string, or a list of strings; empty when not given. */
    public List<String> oneOrMore(String name) {
        return value(name)
                .filter(JsonNode::isTextual)
                .map(one -> List.of(one.textValue()))
                .orElseGet(() -> texts(name));
    }

    /** A list of strings, empty when not given. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : list(name)) {
            if (!value.isTextual()) {
                throw Refusal.of(name, "has " + shown(value) + " in it, which is no string");
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    private List<JsonNode> list(String name) {
        List<JsonNode> values = new ArrayList<>();
        value(name).ifPresent(value -> {
            if (!value.isArray()) {
                throw Refusal.of(name, "is " + shown(value) + ", not a list");
            }
            value.forEach(values::add);
        });
        return values;
    }

    /** The value as it came, for what has a form of its own. JSON's null counts as not given. */
    public Optional<JsonNode> value(String name) {
        String own = written.getOrDefault(name, name);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        read.add(own);
        return Optional.ofNullable(values.get(own)).filter(value -> !value.isNull());
    }

    /**
     * All values, and further ones.
     *
     * @throws Refusal naming a further one that was read of these: it is said once for all
     */
    Map<String, JsonNode> with(Map<String, JsonNode> more) {
        for (String name : more.keySet()) {
            if (read.contains(name)) {
                throw Refusal.of(name, "is one for all algorithms: give it beside them");
            }
        }
        Map<String, JsonNode> all = new LinkedHashMap<>(values);
        all.putAll(more);
        return all;
    }

    /** Counts everything as read that was read of others. */
    Parameters known(Parameters others) {
        read.addAll(others.read);
        return this;
    }

    /** Counts a value as read that is taken from elsewhere. */
    public Parameters known(String... names) {
        read.addAll(List.of(names));
        return this;
    }

    /** Whether a value was read, or counted as read. */
    boolean isKnown(String name) {
        return read.contains(name);
    }

    /**
     * Called when everybody has read: what is left was not meant for anybody.
     *
     * @throws Refusal naming the first field that nobody read
     */
    public void nothingLeft() {
        for (String name : values.keySet()) {
            if (!read.contains(name)) {
                throw Refusal.of(name, "is no parameter here" + Near.hint(name, read));
            }
        }
    }

    /** A value as an error message shows it, cut when long. */
    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 37) + "...";
    }
}
