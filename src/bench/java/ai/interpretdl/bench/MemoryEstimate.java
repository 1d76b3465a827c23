package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.ChunkSizes;
import ai.interpretdl.program.Subject;
import ai.interpretdl.runtime.Device;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The estimate of a gradient's memory beside what a process really takes: by how much both grow for each further row, so that weights and
 * the virtual machine do not count. Each number of rows has a process of its own.
 *
 * <p>Arguments: few rows, many rows, model files. One line a model, as a row of a Markdown table.
 */
public final class MemoryEstimate {
    private static final double MEBIBYTE = 1024.0 * 1024;

    private MemoryEstimate() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 2) {
            measure(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
            return;
        }
        int few = Integer.parseInt(arguments[0]);
        int many = Integer.parseInt(arguments[1]);
        System.out.println("| model | estimate, MiB a row | measured | off by |");
        for (String file : Arrays.asList(arguments).subList(2, arguments.length)) {
            long[] low = inProcess(few, file);
            long[] high = inProcess(many, file);
            double estimate = (high[0] - low[0]) / MEBIBYTE / (many - few);
            double measured = (high[1] - low[1]) / MEBIBYTE / (many - few);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %+.0f %% |%n",
                    Path.of(file).getFileName(),
                    estimate,
                    measured,
                    100 * (estimate - measured) / measured);
        }
    }

    /** Estimate and high-water mark in bytes. */
    private static long[] inProcess(int rows, String file) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        ProcessBuilder builder =
                new ProcessBuilder(java, "-Xmx384m", MemoryEstimate.class.getName(), String.valueOf(rows), file);
        // by the environment: ONNX Runtime does not survive a long command line
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try (BufferedReader answer = builder.start().inputReader()) {
            List<String> lines = answer.lines().toList();
            String last = lines.get(lines.size() - 1);
            return Arrays.stream(last.split(" ")).mapToLong(Long::parseLong).toArray();
        }
    }

    private static void measure(int rows, Path file) throws IOException {
        try (Model model = InterpretDl.open(file, Device.cpu())) {
            Subject subject = GradientCost.subject(model, rows);
            long estimate = GradientCost.source(subject, GradientCost::gradient)
                    .trace(ChunkSizes.ones())
                    .peakBytes();
            GradientCost.run(model, subject, GradientCost::gradient);
            System.out.println(estimate + " " + ProcessMemory.peak());
        }
    }
}
