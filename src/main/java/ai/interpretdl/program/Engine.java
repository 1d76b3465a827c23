package ai.interpretdl.program;

import ai.interpretdl.autodiff.Value;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Runs programs: chooses how many samples a step takes, loops, reports progress and can be stopped. */
public interface Engine {
    /**
     * Writes the same program for any size of step.
     *
     * <p>The results of programs written for different sizes are the same, so that a run may go on with a smaller one.
     */
    @FunctionalInterface
    interface Source {
        Program trace(ChunkSizes sizes);

        /**
         * Equal for sources whose programs differ in nothing but {@link #feeds()} and {@link #tables()}; empty when there is no telling.
         */
        default Optional<Object> key() {
            return Optional.empty();
        }

        /** The same for other processes too, where they can tell. */
        default Optional<Lasting> lasting() {
            return Optional.empty();
        }

        /** What is fed to this source's program, and was not to that of another with an equal key. */
        default Map<String, Tensor> feeds() {
            return Map.of();
        }

        /** The same of what has rows that belong to samples, by what the algorithm calls them. */
        default Map<String, TableRows> tables() {
            return Map.of();
        }
    }

    /**
     * What a program is known by for other processes.
     *
     * @param origin of the model
     * @param what digest of what is asked of it
     */
    record Lasting(Origin origin, String what) {}

    /**
     * What came out.
     *
     * @param outputs by name, in the order of the program
     * @param samples how many samples were taken in all loops, the innermost counted
     * @param complete whether all that were asked for were taken
     * @param seconds wall-clock time of the run
     */
    record Outcome(Map<String, Tensor> outputs, long samples, boolean complete, double seconds) {
        public Outcome {
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        }
    }

    /** @throws java.util.concurrent.CancellationException when the run was cancelled and has no result */
    Outcome run(Source source, Run run);

    /** The program that is run for a source, with all that it is fed. */
    Program program(Source source);

    /** Plain inference of a model as its file has it. */
    Map<String, Tensor> infer(Model model, Map<String, Tensor> inputs);

    /** Where programs run, for instance {@code cpu} or {@code cuda:0}. */
    String device();

    /**
     * How a program is run.
     *
     * @param seed of the random draws
     * @param progress is told after each step and may stop the run
     * @param cancellation stops it from another thread
     */
    record Run(long seed, Progress progress, Cancellation cancellation) {
        public Run {
            if (seed < 0) {
                throw new IllegalArgumentException("seed is " + seed + ", less than 0");
            }
        }

        public static Run seeded(long seed) {
            return new Run(seed, Progress.silent(), new Cancellation());
        }

        public Run with(long otherSeed) {
            return new Run(otherSeed, progress, cancellation);
        }

        public Run with(Progress other) {
            return new Run(seed, other, cancellation);
        }

        public Run with(Cancellation other) {
            return new Run(seed, progress, other);
        }
    }

    /** Traces an algorithm's results for a subject. */
    static Source source(Subject subject, Function<Explained, Map<String, Expr>> results) {
        return asked -> {
            boolean single = subject.batching() == Subject.Batching.SINGLE || subject.isWhole();
            ChunkSizes sizes = single ? ChunkSizes.ones() : asked;
            Trace trace = new Trace(subject.oracle(), subject.rows(), sizes);
            Explained f = new Explained(trace, subject);
            Map<String, Value> outputs = new LinkedHashMap<>();
            results.apply(f).forEach((name, expr) -> outputs.put(name, complete(trace, subject, expr.part())));
            return Schedule.of(trace, outputs);
        };
    }

    /**
     * Traces an algorithm's results for a subject, unless the same was asked before about other numbers.
     *
     * @param what equal for equal results: the algorithm with its hyperparameters, the target that was asked for
     * @param given what the results hand in by name beside the inputs
     */
    static Source source(
            Subject subject, Object what, Map<String, Tensor> given, Function<Explained, Map<String, Expr>> results) {
        return source(subject, what, given, Map.of(), results);
    }

    /** @param tables what the results hand in by name with rows that belong to samples */
    static Source source(
            Subject subject,
            Object what,
            Map<String, Tensor> given,
            Map<String, TableRows> tables,
            Function<Explained, Map<String, Expr>> results) {
        return new Recurring(subject, what, given, tables, source(subject, results));
    }

    /** Results come as [N, …], also where all rows have the same; of a model without a batch axis as its only row has them. */
    private static Value complete(Trace trace, Subject subject, Part part) {
        if (!part.axes().isEmpty()) {
            return part.value();
        }
        if (subject.isWhole()) {
            // a score keeps its [1], the number of its only row
            return part.own().rank() == 0 ? part.value() : trace.graph().reshape(part.value(), part.own());
        }
        return part.rows() ? part.value() : trace.spread(part, List.of(), true);
    }
}
