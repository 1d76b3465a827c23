package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Port;
import ai.interpretdl.program.ChunkSizes;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.ScoreKind;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * What a gradient costs beside a forward pass: writing the graphs, and running them. Seconds of the processor, which a busy machine changes
 * less than those of the clock; both are printed.
 *
 * <p>Arguments: rows of a batch, repetitions, model files. One line a model, as a row of a Markdown table.
 */
public final class GradientCost {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final long TOKENS = 128;

    private GradientCost() {}

    /** Milliseconds of the processor, the mean, and of the clock, the median. */
    private record Times(double processor, double clock) {}

    public static void main(String[] arguments) {
        int rows = Integer.parseInt(arguments[0]);
        int repetitions = Integer.parseInt(arguments[1]);
        System.out.println("| model | rows | write forward | write gradient | forward | gradient | ratio |");
        for (String file : Arrays.asList(arguments).subList(2, arguments.length)) {
            try (Model model = InterpretDl.open(Path.of(file), Device.cpu())) {
                Subject subject = subject(model, rows);
                Times writeForward = times(5 * repetitions, () -> trace(subject, GradientCost::forward));
                Times writeGradient = times(5 * repetitions, () -> trace(subject, GradientCost::gradient));
                Times forward = times(repetitions, () -> run(model, subject, GradientCost::forward));
                Times gradient = times(repetitions, () -> run(model, subject, GradientCost::gradient));
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %d | %s | %s | %s | %s | %.2f |%n",
                        model.name(),
                        rows,
                        shown(writeForward),
                        shown(writeGradient),
                        shown(forward),
                        shown(gradient),
                        (gradient.processor() - writeGradient.processor())
                                / (forward.processor() - writeForward.processor()));
            }
        }
    }

    private static String shown(Times times) {
        return String.format(Locale.ROOT, "%.0f (%.0f)", times.processor(), times.clock());
    }

    /** Random rows for the only input, the first class as the target. */
    static Subject subject(Model model, int rows) {
        Port port = model.inputs().get(0);
        long[] dims = new long[port.dims().size()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = i == 0 ? rows : port.dims().get(i) > 0 ? port.dims().get(i) : TOKENS;
        }
        Random random = new Random(1);
        double[] values = random.doubles(Shape.of(dims).size()).toArray();
        boolean tokens = !port.type().isFloating();
        for (int i = 0; tokens && i < values.length; i++) {
            values[i] = 1 + random.nextInt(1000);
        }
        return model.subject(
                Map.of(port.name(), Tensor.of(port.type(), values, dims)),
                model.seams(),
                model.defaultOutput(),
                OutputKind.RAW,
                ScoreKind.LOGITS,
                Target.ofClass(0));
    }

    static Expr forward(Explained f) {
        return f.score(f.input());
    }

    static Expr gradient(Explained f) {
        return f.gradient(f.input());
    }

    static Engine.Source source(Subject subject, Function<Explained, Expr> result) {
        return Engine.source(subject, f -> Map.of("y", result.apply(f)));
    }

    private static void trace(Subject subject, Function<Explained, Expr> result) {
        source(subject, result).trace(ChunkSizes.ones());
    }

    static void run(Model model, Subject subject, Function<Explained, Expr> result) {
        model.engine().run(source(subject, result), Engine.Run.seeded(0));
    }

    /** After as many repetitions that warm up. The processor's time is counted in hundredths of a second, so it is taken of all together. */
    private static Times times(int repetitions, Runnable work) {
        for (int i = 0; i < repetitions; i++) {
            work.run();
        }
        double[] clock = new double[repetitions];
        long usedBefore = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < repetitions; i++) {
            long before = System.nanoTime();
            work.run();
            clock[i] = (System.nanoTime() - before) / 1e6;
        }
        double processor = (SYSTEM.getProcessCpuTime() - usedBefore) / 1e6 / repetitions;
        Arrays.sort(clock);
        return new Times(processor, clock[repetitions / 2]);
    }
}
