package ai.interpretdl;

import ai.interpretdl.model.Conformance;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.MalformedModelException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The command that tells what can be explained of model files: {@code java ai.interpretdl.CheckModel [--json] model.onnx …}
 *
 * <p>It ends with 0 when everything works with every model, with 1 when something does not, with 2 when it was called wrongly.
 */
public final class CheckModel {
    private static final String JSON = "--json";

    private CheckModel() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        List<String> files = arguments.stream().filter(a -> !a.equals(JSON)).toList();
        if (files.isEmpty()) {
            err.println("usage: CheckModel [" + JSON + "] model.onnx …");
            return 2;
        }
        boolean all = true;
        for (String file : files) {
            all &= full(Path.of(file), arguments.contains(JSON), out, err);
        }
        return all ? 0 : 1;
    }

    private static boolean full(Path file, boolean json, PrintStream out, PrintStream err) {
        if (!Files.isRegularFile(file)) {
            err.println(file + ": there is no such file");
            return false;
        }
        try (Model model = InterpretDl.open(file)) {
            Conformance conformance = Conformance.of(model);
            out.print(json ? conformance.json().toPrettyString() + "\n" : conformance.text());
            return conformance.isFull();
        } catch (MalformedModelException | IllegalArgumentException e) {
            err.println(file + ": cannot be loaded: " + e.getMessage());
            return false;
        }
    }
}
