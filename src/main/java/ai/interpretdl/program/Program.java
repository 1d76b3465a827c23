package ai.interpretdl.program;

import ai.interpretdl.onnx.Model;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A traced algorithm: graphs to run once and loops over samples, in order. Values pass between them by name.
 *
 * <p>In the simplest case this is a step, called chunk by chunk with the state handed on, and what comes after.
 *
 * @param stages in order
 * @param feeds tensors fed by name
 * @param tables rows that belong to samples, fed a chunk at a time
 * @param outputs names of the results
 */
public record Program(List<Stage> stages, Map<String, Tensor> feeds, Map<String, Table> tables, List<String> outputs) {
    private static final TableRows NOTHING = TableRows.of(Tensor.of(new float[0], 0));

    /** Rows that belong to the samples of an axis, as {@link Loop#samples} numbers them. */
    public record Table(Samples axis, TableRows rows) {}

    /**
     * A program for a size of step.
     *
     * @param samples how many a step may take
     */
    public record Sized(Program program, long samples) {}

    /** A piece of a program. */
    public sealed interface Stage {}

    /**
     * A graph to run.
     *
     * @param model reads its inputs from what is known by name and adds its outputs
     * @param peakBytes estimated memory of its values while it runs, without weights
     */
    public record Run(Model model, long peakBytes) implements Stage {}

    /**
     * A loop over samples, {@code chunk} at a time.
     *
     * @param axis what is looped over
     * @param chunk samples a step
     * @param body run for each chunk
     * @param states carried from step to step
     * @param stacks collected
     */
    public record Loop(Samples axis, long chunk, List<Stage> body, List<State> states, List<Stack> stacks)
            implements Stage {
        public Loop {
            body = List.copyOf(body);
            states = List.copyOf(states);
            stacks = List.copyOf(stacks);
        }

        /** How often the body is run. */
        public long steps() {
            return -Math.floorDiv(-axis.count(), chunk);
        }

        /** The numbers of the samples of whole steps; what fills the last step repeats the last sample, with weight 0. */
        public long[] samples(long from, long to) {
            return LongStream.range(from, to)
                    .map(i -> Math.min(i, axis.count() - 1))
                    .toArray();
        }

        /** How much each of them counts: 1, or 0 for what fills the last step. */
        public float[] weights(long from, long to) {
            float[] weights = new float[Math.toIntExact(to - from)];
            Arrays.fill(weights, 0, (int) Math.min(weights.length, axis.count() - from), 1);
            return weights;
        }
    }

    /** A running sum: starts as zeros under {@code name}, is replaced by what a step writes under {@code next}. */
    public record State(String name, String next, ElementType type, Shape shape) {}

    /** What steps write under {@code chunk}, {@code [S, …]}, stands one behind the other under {@code name} at the end. */
    public record Stack(String name, String chunk) {}

    public Program {
        stages = List.copyOf(stages);
        feeds = Map.copyOf(feeds);
        tables = Map.copyOf(tables);
        outputs = List.copyOf(outputs);
    }

    /** The name under which a table is fed that an algorithm calls so. */
    static String table(String called) {
        return "table." + called;
    }

    /** The same program, fed what a source has of its own. */
    public Program with(Engine.Source source) {
        Map<String, Tensor> all = new HashMap<>(feeds);
        all.putAll(source.feeds());
        return fed(all, source.tables());
    }

    /** The same program, which waits for what a source has of its own. */
    public Program without(Engine.Source source) {
        Map<String, Tensor> others = new HashMap<>(feeds);
        others.keySet().removeAll(source.feeds().keySet());
        Map<String, TableRows> none = new HashMap<>(source.tables());
        none.replaceAll((name, rows) -> NOTHING);
        return fed(others, none);
    }

    /** @param others rows in the place of its own, by what the algorithm calls them */
    private Program fed(Map<String, Tensor> numbers, Map<String, TableRows> others) {
        Map<String, Table> all = new HashMap<>(tables);
        others.forEach(
                (called, rows) -> all.computeIfPresent(table(called), (name, table) -> new Table(table.axis(), rows)));
        return new Program(stages, numbers, all, outputs);
    }

    /**
     * The program as one model that any runtime of ONNX runs by itself: loops become {@code Scan}, and the seed of random draws an input.
     *
     * @param free what is fed and becomes an input; the rest is constant
     */
    public ProgramGraph exported(Collection<String> free) {
        return new ProgramGraph(Exported.of(this, free));
    }

    /** How much is held to be fed: what does not stand in the graphs. */
    public long bytesFed() {
        Stream<Tensor> rows = tables.values().stream().flatMap(table -> table.rows().held().stream());
        return Stream.concat(feeds.values().stream(), rows)
                .mapToLong(tensor -> tensor.type().bytes(tensor.shape().size()))
                .sum();
    }

    /** The largest estimate of memory among its graphs, in bytes, without weights. */
    public long peakBytes() {
        return peak(stages);
    }

    private static long peak(List<Stage> stages) {
        return stages.stream()
                .mapToLong(stage -> {
                    if (stage instanceof Run run) {
                        return run.peakBytes();
                    }
                    return peak(((Loop) stage).body());
                })
                .max()
                .orElse(0);
    }

    /** The sample axes that contain no other: where several samples a step pay. */
    public List<Samples> innermost() {
        return stages.stream().flatMap(stage -> innermost(stage).stream()).toList();
    }

    private static List<Samples> innermost(Stage stage) {
        if (!(stage instanceof Loop loop)) {
            return List.of();
        }
        List<Samples> inner =
                loop.body().stream().flatMap(s -> innermost(s).stream()).toList();
        return inner.isEmpty() ? List.of(loop.axis()) : inner;
    }
}
