package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Port;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.TextReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Peak resident memory of integrated gradients with few and many steps, of a picture or a text as long as the model takes, each in a process of its own.
 *
 * <p>Arguments: a model file, then numbers of steps. With one number of steps it measures, with several it starts itself for each.
 */
public final class PeakMemory {
    private PeakMemory() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]);
        if (arguments.length == 2) {
            measure(file, Integer.parseInt(arguments[1]));
            return;
        }
        for (int i = 1; i < arguments.length; i++) {
            ProcessBuilder itself = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx256m",
                            PeakMemory.class.getName(),
                            file.toString(),
                            arguments[i])
                    .inheritIO();
            // Not on the command line, where a long one ends ONNX Runtime.
            itself.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            itself.start().waitFor();
        }
    }

    private static void measure(Path file, int steps) throws IOException {
        try (Model model = InterpretDl.open(file)) {
            var algorithm = new IntegratedGradients(Baseline.zeros(), Quadrature.GAUSS_LEGENDRE, steps);
            Explanation explanation = algorithm.interpret(model, Question.of(inputs(model)));
            System.out.printf(
                    Locale.ROOT,
                    "%d steps: peak %d MB, %.1f s%n",
                    steps,
                    ProcessMemory.peak() >> 20,
                    explanation.quality().seconds());
        }
    }

    /** A text as long as the model takes, or random numbers. */
    private static Map<String, Tensor> inputs(Model model) {
        Optional<TextReader> reader = TextReader.of(model);
        if (reader.isPresent()) {
            String text = "good ".repeat(reader.get().card().length());
            return reader.get().tensors(reader.get().encode(List.of(text)));
        }
        Port port = model.inputs().get(0);
        long[] dims = port.dims().stream().mapToLong(dim -> Math.max(1, dim)).toArray();
        float[] values = new float[Math.toIntExact(Shape.of(dims).size())];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        return Map.of(port.name(), Tensor.of(values, dims));
    }
}
