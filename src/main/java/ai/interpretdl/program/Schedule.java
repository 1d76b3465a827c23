package ai.interpretdl.program;

import ai.interpretdl.autodiff.Arithmetic;
import ai.interpretdl.autodiff.Backward;
import ai.interpretdl.autodiff.GraphBuilder;
import ai.interpretdl.autodiff.GraphWriter;
import ai.interpretdl.autodiff.Operation;
import ai.interpretdl.autodiff.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides what runs where: which reductions over samples share a loop, what a loop's step computes, and what is computed once before.
 *
 * <p>Reductions over one axis that do not wait for each other share a loop, so mean and mean of squares share the forward pass. A model
 * call that does not depend on the samples of a loop leaves it; cheap arithmetic is rather done again.
 */
final class Schedule {
    private static final Set<String> COSTLY = Set.of(
            "Conv",
            "ConvTranspose",
            "MatMul",
            "Gemm",
            "Einsum",
            "LSTM",
            "GRU",
            "RNN",
            "MatMulInteger",
            "ConvInteger",
            "QLinearConv",
            "QLinearMatMul",
            "ai.onnx.ml:TreeEnsembleClassifier",
            "ai.onnx.ml:TreeEnsembleRegressor",
            "ai.onnx.ml:TreeEnsemble");

    private final Trace trace;
    private final GraphBuilder g;
    private final Map<Value, Set<Integer>> axes = new HashMap<>();
    private final Map<Operation, Boolean> costly = new HashMap<>();
    private final Map<Operation, Integer> ranks = new HashMap<>();

    private Schedule(Trace trace) {
        this.trace = trace;
        this.g = trace.graph();
    }

    /** @throws IllegalStateException when a result still varies with samples */
    static Program of(Trace trace, Map<String, Value> outputs) {
        Schedule schedule = new Schedule(trace);
        schedule.analyse(outputs.values());
        outputs.forEach((name, value) -> {
            if (!schedule.axesOf(value).isEmpty()) {
                throw new IllegalStateException(name + " still varies with samples: sum, average or stack it");
            }
        });
        List<Program.Stage> stages = schedule.stages(Set.of(), outputs, new LinkedHashMap<>());
        Map<String, Program.Table> tables = new LinkedHashMap<>();
        trace.tables().forEach((name, table) -> tables.put(name, new Program.Table(table.axis(), table.rows())));
        return new Program(stages, trace.feeds(), tables, List.copyOf(outputs.keySet()));
    }

    /** In the order in which operations run: which axes a value varies with, and whether a model call lies behind it. */
    private void analyse(Collection<Value> outputs) {
        for (Operation o : Backward.ancestors(outputs)) {
            Set<Integer> union = new HashSet<>();
            List<Value> sources = new ArrayList<>(o.inputs());
            sources.addAll(o.captures().values());
            sources.forEach(input -> union.addAll(axesOf(input)));
            int below = sources.stream()
                    .flatMap(in -> in.operation().stream())
                    .mapToInt(this::rank)
                    .max()
                    .orElse(0);
            if (isReduction(o)) {
                union.remove((int) o.integer(Trace.AXIS, -1));
            }
            o.outputs().forEach(output -> axes.put(output, union));
            ranks.put(o, below + (isReduction(o) ? 1 : 0));
            boolean heavy = COSTLY.contains(o.key()) && o.output(0).varies();
            costly.put(
                    o,
                    heavy
                            || (!isReduction(o)
                                    && sources.stream()
                                            .flatMap(in -> in.operation().stream())
                                            .anyMatch(this::isCostly)));
        }
    }

    private Set<Integer> axesOf(Value value) {
        Samples axis = trace.fedByAxis().get(value);
        return axis != null ? Set.of(axis.ordinal()) : axes.getOrDefault(value, Set.of());
    }

    private int rank(Operation operation) {
        return ranks.getOrDefault(operation, 0);
    }

    private boolean isCostly(Operation operation) {
        return costly.getOrDefault(operation, false);
    }

    private static boolean isReduction(Operation operation) {
        return operation.domain().equals(Arithmetic.LOOP_DOMAIN);
    }

    /** The stages of a scope, the last of which computes the outputs. */
    private List<Program.Stage> stages(Set<Integer> scope, Map<String, Value> outputs, Map<Value, String> given) {
        List<Program.Stage> stages = new ArrayList<>();
        Map<Integer, Map<Integer, List<Operation>>> groups = new TreeMap<>();
        for (Operation reduction : reductions(scope, outputs.values(), given)) {
            int axis = (int) reduction.integer(Trace.AXIS, -1);
            groups.computeIfAbsent(rank(reduction), r -> new TreeMap<>())
                    .computeIfAbsent(axis, a -> new ArrayList<>())
                    .add(reduction);
        }
        groups.values().forEach(byAxis -> byAxis.forEach((axis, group) -> loop(scope, axis, group, given, stages)));
        stages.add(run(outputs, given));
        return stages;
    }

    /** The reductions whose results this scope needs and has not got, innermost ones of other scopes left out. */
    private List<Operation> reductions(Set<Integer> scope, Collection<Value> outputs, Map<Value, String> given) {
        Set<Operation> seen = new HashSet<>();
        List<Operation> found = new ArrayList<>();
        List<Value> open = new ArrayList<>(outputs);
        while (!open.isEmpty()) {
            Value value = open.remove(open.size() - 1);
            if (given.containsKey(value)) {
                continue;
            }
            value.operation().filter(seen::add).ifPresent(o -> {
                if (isReduction(o) && scope.containsAll(axesOf(value))) {
                    found.add(o);
                }
                open.addAll(o.inputs());
                open.addAll(o.captures().values());
            });
        }
        found.sort(Comparator.comparingInt(o -> o.output(0).id()));
        return found;
    }

    private void loop(
            Set<Integer> scope,
            int ordinal,
            List<Operation> group,
            Map<Value, String> given,
            List<Program.Stage> stages) {
        Samples axis = trace.axes().get(ordinal);
        hoist(scope, group, given, stages);
        Set<Integer> inner = new HashSet<>(scope);
        inner.add(ordinal);
        Map<String, Value> ofStep = new LinkedHashMap<>();
        List<Program.State> states = new ArrayList<>();
        List<Program.Stack> stacks = new ArrayList<>();
        Map<Value, String> results = new LinkedHashMap<>();
        for (Operation reduction : group) {
            Value result = reduction.output(0);
            String id = reduction.operator().toLowerCase(java.util.Locale.ROOT) + "." + result.id();
            if (reduction.operator().equals(Trace.SUM)) {
                Value before = g.fed(id, result.type(), result.shape());
                ofStep.put("next." + id, g.add(before, reduction.input(0)));
                states.add(new Program.State(id, "next." + id, result.type(), result.shape()));
            } else {
                ofStep.put("chunk." + id, reduction.input(0));
                stacks.add(new Program.Stack(id, "chunk." + id));
            }
            results.put(result, id);
        }
        analyse(ofStep.values());
        List<Program.Stage> body = stages(inner, ofStep, new LinkedHashMap<>(given));
        stages.add(new Program.Loop(axis, trace.chunk(axis), body, states, stacks));
        given.putAll(results);
    }

    /** Model calls that the samples of a loop do not change are run before it. */
    private void hoist(
            Set<Integer> scope, List<Operation> group, Map<Value, String> given, List<Program.Stage> stages) {
        Set<Value> frontier = new LinkedHashSet<>();
        Set<Value> seen = new HashSet<>();
        List<Value> open = new ArrayList<>(group.stream().map(o -> o.input(0)).toList());
        while (!open.isEmpty()) {
            Value value = open.remove(open.size() - 1);
            if (given.containsKey(value) || !seen.add(value)) {
                continue;
            }
            boolean fixed = scope.containsAll(axesOf(value));
            boolean isCostly = value.operation().map(this::isCostly).orElse(false);
            if (fixed && isCostly) {
                frontier.add(value);
            } else {
                value.operation().ifPresent(o -> {
                    open.addAll(o.inputs());
                    open.addAll(o.captures().values());
                });
            }
        }
        if (!frontier.isEmpty()) {
            Map<String, Value> once = new LinkedHashMap<>();
            frontier.forEach(value -> once.put("once." + value.id(), value));
            stages.add(run(once, given));
            once.forEach((name, value) -> given.put(value, name));
        }
    }

    private Program.Run run(Map<String, Value> outputs, Map<Value, String> given) {
        return new Program.Run(GraphWriter.write(g, outputs, given), Liveness.peak(outputs.values(), given.keySet()));
    }
}
