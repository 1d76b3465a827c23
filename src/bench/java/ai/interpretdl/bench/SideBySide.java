package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The same passes by this library and by PyTorch, on the same networks with the same weights, alternating; prints a table in Markdown.
 *
 * <p>From the root, with {@code python3} that has torch and torchvision, on a machine that does nothing else:
 *
 * <pre>
 * ./mvnw -q -Pbench -pl src test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=ai.interpretdl.bench.SideBySide
 * </pre>
 *
 * <p>Every row runs in processes of its own: one of ours, one of {@code src/bench/python/peer.py}, by the Python that {@code -Dpython} names,
 * {@code -Druns} times (5) after one that warms up, on the networks that {@code -Dnets} names. Rows {@code ig50} and {@code ig400} side by side tell
 * how memory grows with the steps. Arguments: rows, all when none is named; or {@code measure}, a model file, a row and a number of runs, as it
 * starts itself.
 */
public final class SideBySide {
    private static final List<String> NETS =
            List.of(System.getProperty("nets", "mobilenet_v2,resnet50").split(","));
    private static final List<String> ROWS = List.of(
            "saliency", "ig50", "smoothgrad50", "gradientshap50", "ig400", "occlusion", "lime1000", "kernelshap1000");
    /** Of ours only: the peer would take all steps at once. */
    private static final String ALONE = "ig400";

    private static final String PYTHON = System.getProperty("python", "python3");
    private static final int RUNS = Integer.getInteger("runs", 5);
    private static final int SIDE = 224;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path peer;
    private final Path nets;

    private SideBySide(Path root) {
        peer = root.resolve("src/bench/python/peer.py");
        nets = root.resolve("target/bench");
    }

    /** What a row took: the median of its runs, and the largest memory of its process. */
    private record Measured(double milliseconds, long megabytes) {
        static Measured of(JsonNode line) {
            return new Measured(line.path("ms").asDouble(), line.path("peak_mb").asLong());
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 4 && arguments[0].equals("measure")) {
            measure(Path.of(arguments[1]), arguments[2], Integer.parseInt(arguments[3]));
            return;
        }
        Path here = Path.of("").toAbsolutePath();
        new SideBySide(Files.exists(here.resolve("mvnw")) ? here : here.getParent())
                .table(arguments.length == 0 ? ROWS : List.of(arguments));
    }

    private void table(List<String> rows) throws IOException, InterruptedException {
        run(List.of(PYTHON, peer.toString(), "--export", nets.toString(), "--rows", "none", "--runs", "1"));
        System.out.printf(
                "%s, %d processors, %s%n%n| network | row | ms | torch ms | ratio | peak MB | torch peak MB |%n",
                LocalDate.now(java.time.ZoneId.systemDefault()),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"));
        System.out.println("|---|---|---|---|---|---|---|");
        for (String net : NETS) {
            for (String row : rows) {
                Measured ours = ours(net, row);
                System.out.printf(Locale.ROOT, "| %s | %s | %.0f | ", net, row, ours.milliseconds());
                System.out.println(
                        row.equals(ALONE) ? "| | " + ours.megabytes() + " | |" : beside(ours, theirs(net, row)));
            }
        }
    }

    private static String beside(Measured ours, Measured theirs) {
        return String.format(
                Locale.ROOT,
                "%.0f | %.2f | %d | %d |",
                theirs.milliseconds(),
                theirs.milliseconds() / ours.milliseconds(),
                ours.megabytes(),
                theirs.megabytes());
    }

    private Measured ours(String net, String row) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        return Measured.of(run(List.of(
                java,
                "-Xmx2g",
                SideBySide.class.getName(),
                "measure",
                nets.resolve(net + ".onnx").toString(),
                row,
                Integer.toString(RUNS))));
    }

    private Measured theirs(String net, String row) throws IOException, InterruptedException {
        return Measured.of(run(List.of(
                PYTHON,
                peer.toString(),
                "--nets",
                net,
                "--rows",
                row,
                "--runs",
                Integer.toString(RUNS),
                "--device",
                "cpu",
                "--threads",
                Integer.toString(Runtime.getRuntime().availableProcessors()))));
    }

    /** The last line that a process prints, as JSON; an empty object when it prints none. */
    private static JsonNode run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        // In the environment: ONNX Runtime does not bear a command line of many kilobytes.
        builder.environment().put("CLASSPATH", classPath());
        Process process = builder.start();
        List<String> lines = new String(
                        process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue());
        }
        return JSON.readTree(lines.isEmpty() ? "{}" : lines.get(lines.size() - 1));
    }

    /** Of this process; within Maven, of the class loader that it made. */
    private static String classPath() {
        if (SideBySide.class.getClassLoader() instanceof java.net.URLClassLoader loader) {
            return String.join(
                    java.io.File.pathSeparator,
                    Arrays.stream(loader.getURLs()).map(url -> url.getPath()).toList());
        }
        return System.getProperty("java.class.path");
    }

    private static void measure(Path file, String row, int runs) throws IOException {
        try (Model model = InterpretDl.open(file)) {
            Question question = Question.of(Map.of("input", input())).about(Target.ofClass(0));
            Interpretation algorithm = algorithm(row);
            algorithm.interpret(model, question);
            double[] times = new double[runs];
            for (int i = 0; i < runs; i++) {
                long started = System.nanoTime();
                algorithm.interpret(model, question);
                times[i] = (System.nanoTime() - started) / 1e6;
            }
            Arrays.sort(times);
            System.out.printf(
                    Locale.ROOT, "{\"ms\": %.2f, \"peak_mb\": %d}%n", times[runs / 2], ProcessMemory.peak() >> 20);
        }
    }

    private static Tensor input() {
        Random random = new Random(1);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return Tensor.of(values, 1, 3, SIDE, SIDE);
    }

    private static Interpretation algorithm(String row) {
        Baseline zeros = Baseline.zeros();
        return switch (row) {
            case "saliency" -> new Saliency(false);
            case "ig50" -> new IntegratedGradients(zeros, Quadrature.MIDDLE, 50);
            case "ig400" -> new IntegratedGradients(zeros, Quadrature.MIDDLE, 400);
            case "smoothgrad50" ->
                new SmoothGrad(new Saliency(false), 50, new Noise.Gaussian(0.1), SmoothGrad.Statistic.MEAN);
            case "gradientshap50" -> new GradientShap(zeros, 50, new Noise.Gaussian(0.1));
            case "occlusion" ->
                new Occlusion(zeros, List.of(3L, 15L, 15L), List.of(3L, 8L, 8L), Occlusion.Overlap.MEAN);
            case "lime1000" -> new Lime(squares(), zeros, 1000, new Locality(0.25), new Ridge(0));
            case "kernelshap1000" -> new KernelShap(squares(), zeros, 1000);
            default -> throw new IllegalArgumentException(row + " is none of " + ROWS);
        };
    }

    /** 8 x 8 squares, as the peer has them. */
    private static Features squares() {
        long[] ids = new long[SIDE * SIDE];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i / SIDE * 8 / SIDE * 8 + i % SIDE * 8 / SIDE;
        }
        return Features.given(Map.of("input", Tensor.of(ids, 1, SIDE, SIDE)));
    }
}
