package ai.interpretdl.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.OpsetLift;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The manual's table of operators says what the code does with each. */
class OperatorTableTest {
    private static final Path TABLE = Path.of("site", "markdown", "operators.md");

    /** The newest operator set that the runtime knows. */
    private static final long NEWEST = 26;

    private static final String HEAD = """
            # Operators

            What becomes of each operator of ONNX on the way to a gradient. Operator sets 9 to 25 are read; a model is explained up to
            the first operator that is refused, seen from its outputs: explain a layer behind it, or use an algorithm that only asks for
            scores (occlusion, LIME, RISE, KernelSHAP).

            Of NonMaxSuppression, NonZero and Unique, with which detectors end, not even the shape is known beforehand: explain before them, as
            [detectors](gradients.md#detectors) shows.

            | what | means |
            |---|---|
            | rule | it has a derivative, by a rule of its own |
            | spelled out | it is written in other operators, which have rules |
            | older | it is replaced by its successor when the model is read |
            | constant | its derivative is zero almost everywhere, or its result is no floating-point number |
            | refused | a gradient that would have to pass it is an error, which says what to do |

            """;

    /** Operators that stopped existing before the version that everything is lifted to. */
    private static final Map<String, Node> OLDER = Map.of(
            "Upsample",
            Node.of("Upsample", List.of("x", "scales"), List.of("y"), Map.of("mode", Attribute.of("nearest"))));

    @Test
    void manualSaysWhatTheCodeDoes() throws IOException {
        String table = HEAD + ofOnnx() + others();
        if (Boolean.getBoolean("write.tables")) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE))
                .as("regenerate by running with -Dwrite.tables=true")
                .isEqualTo(table);
    }

    @Test
    void olderOperatorsAreReplaced() {
        OLDER.forEach((operator, node) -> {
            Graph graph = new Graph("old", List.of(), List.of(), List.of(), List.of(node), List.of());
            Model lifted = OpsetLift.to18(new Model(4, "test", Map.of("", 9L), graph, List.of(), Map.of()));
            assertThat(lifted.graph().nodes()).extracting(Node::operator).doesNotContain(operator);
        });
    }

    @Test
    void nothingThatIsReadIsRefused() throws IOException {
        operators().forEach((operator, versions) -> {
            if (Long.parseLong(versions.get(0)) <= NEWEST) {
                assertThat(treatment(operator)).as(operator).isNotEqualTo("refused");
            }
        });
    }

    private static String ofOnnx() throws IOException {
        StringBuilder rows = new StringBuilder("## ONNX\n\n| operator | since version | what |\n|---|---|---|\n");
        for (Map.Entry<String, List<String>> operator : operators().entrySet()) {
            List<String> versions = operator.getValue();
            rows.append("| %s | %s | %s |\n"
                    .formatted(operator.getKey(), String.join(", ", versions), treatment(operator.getKey())));
        }
        return rows.toString();
    }

    private static String others() {
        StringBuilder rows = new StringBuilder("\n## Other domains\n\n| operator | what |\n|---|---|\n");
        TreeMap<String, String> found = new TreeMap<>();
        Expansions.TABLE.keySet().forEach(key -> found.put(key, treatment(key)));
        Rules.derivative().operators().forEach(key -> found.put(key, treatment(key)));
        found.keySet().removeIf(key -> !key.contains(":"));
        found.forEach((key, how) -> rows.append("| %s | %s |\n".formatted(key.replace(":", " "), how)));
        return rows.toString();
    }

    private static String treatment(String key) {
        if (Rules.derivative().stops(key)) {
            return "constant";
        }
        if (Rules.derivative().covers(key)) {
            return "rule";
        }
        if (Expansions.TABLE.containsKey(key)) {
            return "spelled out";
        }
        return OLDER.containsKey(key) ? "older" : "refused";
    }

    /** All operators of the default domain with the versions that changed them, one a line. */
    private static Map<String, List<String>> operators() throws IOException {
        try (InputStream in = OperatorTableTest.class.getResourceAsStream("/onnx-operators.txt")) {
            String all = new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, List<String>> operators = new TreeMap<>();
            all.lines()
                    .map(line -> Arrays.asList(line.split(" ")))
                    .forEach(line -> operators.put(line.get(0), line.subList(1, line.size())));
            return operators;
        }
    }
}
