package ai.interpretdl.functions.gateway.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of a file such as this one; the first that matches is taken.
 *
 * <pre>
 * # suffixes, folder, functions with their parameters
 * suffix .jpg .png in inbox/cats/: lime samples=300 target="cat"
 * suffix .jpg .png in inbox/: smooth-grad, grad-cam relu=false
 * </pre>
 *
 * @param rules from the first line to the last
 */
public record Rules(List<Rule> rules) {
    private static final Pattern LINE = Pattern.compile("suffix((?:\\s+\\.\\S+)+)\\s+in\\s+inbox/(\\S*?)/?\\s*:(.*)");
    private static final Pattern CALL = Pattern.compile(
            "\\s*([a-z][a-z0-9-]*)((?:\\s+[a-z_.]+=(?:\"[^\"]*\"|\\[[^\\]]*\\]|[^\\s,\"\\[]+))*)\\s*(,|$)");
    private static final Pattern PARAMETER = Pattern.compile("([a-z_.]+)=(\"[^\"]*\"|\\[[^\\]]*\\]|[^\\s,\"\\[]+)");

    public Rules {
        rules = List.copyOf(rules);
    }

    /**
     * Reads the rules.
     *
     * @param functions the published names that a rule may ask
     * @throws IllegalArgumentException naming the line that cannot be understood
     */
    public static Rules read(String text, Set<String> functions, ObjectMapper mapper) {
        List<Rule> rules = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (!content.isEmpty()) {
                rules.add(rule(content, number, functions, mapper));
            }
        }
        return new Rules(rules);
    }

    private static Rule rule(String line, int number, Set<String> functions, ObjectMapper mapper) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw wrong(number, "a rule reads \"suffix .jpg .png in inbox/: smooth-grad, lime samples=300\"");
        }
        List<String> suffixes =
                List.of(parts.group(1).strip().toLowerCase(Locale.ROOT).split("\\s+"));
        return new Rule(suffixes, parts.group(2), calls(parts.group(3), number, functions, mapper));
    }

    private static List<Call> calls(String text, int number, Set<String> functions, ObjectMapper mapper) {
        List<Call> calls = new ArrayList<>();
        Matcher call = CALL.matcher(text);
        int end = 0;
        boolean more = true;
        while (more) {
            call.region(end, text.length());
            if (!call.lookingAt()) {
                throw wrong(
                        number, "\"" + text.substring(end).strip() + "\" is no function with parameters name=value");
            }
            if (!functions.contains(call.group(1))) {
                throw wrong(
                        number,
                        "there is no function " + call.group(1) + "; there are " + String.join(", ", functions));
            }
            calls.add(new Call(call.group(1), parameters(call.group(2), mapper)));
            more = !call.group(3).isEmpty();
            end = call.end();
        }
        return calls;
    }

    private static Map<String, JsonNode> parameters(String text, ObjectMapper mapper) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            parameters.put(parameter.group(1), value(parameter.group(2), mapper));
        }
        return parameters;
    }

    /** JSON where it is JSON; a bare word is a string. */
    private static JsonNode value(String text, ObjectMapper mapper) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private static IllegalArgumentException wrong(int line, String what) {
        return new IllegalArgumentException("line " + line + " of the rules: " + what);
    }

    /** The calls for a file, named relative to the inbox with slashes. */
    Optional<List<Call>> callsFor(String subject) {
        return rules.stream().filter(rule -> rule.matches(subject)).findFirst().map(Rule::calls);
    }

    /** Suffixes that some rule mentions. */
    List<String> suffixes() {
        return rules.stream()
                .flatMap(rule -> rule.suffixes().stream())
                .distinct()
                .toList();
    }
}
