package ai.interpretdl.interpret.regression;

import com.fasterxml.jackson.databind.JsonNode;

/** The name and version at the head of a file, so that a wrong or newer file is refused and not misread. */
final class JsonFormat {
    private JsonFormat() {}

    static void check(JsonNode root, String format, String source) {
        String name = root.path("format").asText();
        int version = root.path("version").asInt();
        if (!name.equals(format) || version != 1) {
            throw new IllegalArgumentException(source + " is no file of format " + format
                    + ", version 1, but of format '" + name + "', version " + version);
        }
    }
}
