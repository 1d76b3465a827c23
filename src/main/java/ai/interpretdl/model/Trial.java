package ai.interpretdl.model;

import ai.interpretdl.autodiff.AttentionFinder;
import ai.interpretdl.autodiff.AttentionSite;
import ai.interpretdl.autodiff.Backward;
import ai.interpretdl.autodiff.GraphBuilder;
import ai.interpretdl.autodiff.Inlining;
import ai.interpretdl.autodiff.Operation;
import ai.interpretdl.autodiff.Rebatching;
import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.program.ChunkSizes;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.ScoreKind;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A model on trial, one row: runs it, differentiates it, and writes down what went wrong. */
final class Trial {
    private final Model model;
    private final Map<String, Tensor> row = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> attention = new ArrayList<>();

    Trial(Model model, Map<String, Tensor> inputs) {
        this.model = model;
        model.check(inputs);
        boolean whole = model.batching(inputs) == Subject.Batching.NONE;
        inputs.forEach(
                (name, tensor) -> row.put(name, whole || tensor.shape().rank() == 0 ? tensor : tensor.rows(0, 1)));
    }

    Conformance conformance() {
        Map<String, String> shapes = new LinkedHashMap<>();
        row.forEach((name, tensor) ->
                shapes.put(name, tensor.type() + tensor.shape().toString()));
        List<Conformance.Gap> gaps = gaps();
        Optional<Tensor> output = tried("the forward pass", () -> run(asked(Target.sum()), Trial::output));
        Optional<Subject> subject = output.map(y -> asked(largest(y)));
        Optional<SlopeCheck> check = subject.filter(
                        s -> gaps.isEmpty() && !model.seams().isEmpty())
                .flatMap(s -> tried("the gradient", () -> new SlopeCheck(model, s)));
        Optional<Conformance.Slope> slope = check.flatMap(c -> tried("the score near the input", c::slope));
        Conformance.Cost cost = new Conformance.Cost(
                subject.map(s -> bytes(s, Trial::output)).orElse(0L),
                check.map(c -> bytes(c.subject(), c::gradient)).orElse(0L),
                subject.map(s -> seconds(s, Trial::output)).orElse(0.0),
                check.map(c -> seconds(c.subject(), c::gradient)).orElse(0.0));
        return new Conformance(
                model.name(),
                model.digest(),
                model.graph().nodes().size(),
                shapes,
                problems,
                gaps,
                model.batching(row),
                slope,
                model.mapLayers(),
                attention,
                cost);
    }

    private <T> Optional<T> tried(String what, Supplier<T> attempt) {
        try {
            return Optional.of(attempt.get());
        } catch (UnsupportedOperatorException | IllegalArgumentException | IllegalStateException e) {
            problems.add(what + " fails: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Where a gradient would stop. Finds attention on the way. */
    private List<Conformance.Gap> gaps() {
        GraphBuilder g = new GraphBuilder(model.environment().oracle());
        Map<String, Value> fed = new HashMap<>();
        row.forEach((name, tensor) -> fed.put(name, g.fed(name, tensor.type(), tensor.shape())));
        Inlining inlining = new Inlining(g, model.graph(), fed, Rebatching.none());
        try {
            Value output = inlining.value(model.defaultOutput());
            AttentionFinder.find(List.of(output)).forEach(this::add);
            List<Value> places = model.seams().stream()
                    .map(seam -> inlining.value(seam.value()))
                    .toList();
            return Backward.withoutRule(model.environment().rules(), output, places).stream()
                    .map(o -> new Conformance.Gap(o.key(), o.node()))
                    .toList();
        } catch (UnsupportedOperatorException e) {
            return List.of(new Conformance.Gap(e.operator(), e.node()));
        } catch (IllegalArgumentException e) {
            problems.add("reading the graph fails: " + e.getMessage());
            return List.of();
        }
    }

    private void add(AttentionSite site) {
        site.weights()
                .operation()
                .flatMap(Operation::origin)
                .map(node -> node.outputs().get(0))
                .ifPresent(attention::add);
    }

    private Subject asked(Target target) {
        List<Seam> seams = model.seams().isEmpty()
                ? model.inputs().stream()
                        .map(port -> new Seam(port.name(), port.name()))
                        .toList()
                : model.seams();
        return model.subject(row, seams, model.defaultOutput(), OutputKind.RAW, ScoreKind.LOGITS, target);
    }

    private static Expr output(Explained f) {
        return f.output(f.input());
    }

    /** The element of the output that is largest: what is explained. */
    private Target largest(Tensor output) {
        float[] values = output.floats();
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        boolean rows = model.batching(row) != Subject.Batching.NONE;
        int rank = output.shape().rank();
        List<Long> index = new ArrayList<>();
        long rest = best;
        for (int axis = rows ? 1 : 0; axis < rank; axis++) {
            long below = output.shape().slice(axis + 1, rank).size();
            index.add(rest / below);
            rest %= below;
        }
        return new Target.Cell(index);
    }

    private Tensor run(Subject subject, Function<Explained, Expr> result) {
        return Objects.requireNonNull(model.engine()
                .run(source(subject, result), Engine.Run.seeded(0))
                .outputs()
                .get("y"));
    }

    private static Engine.Source source(Subject subject, Function<Explained, Expr> result) {
        return Engine.source(subject, f -> Map.of("y", result.apply(f)));
    }

    private static long bytes(Subject subject, Function<Explained, Expr> result) {
        return source(subject, result).trace(ChunkSizes.ones()).peakBytes();
    }

    private double seconds(Subject subject, Function<Explained, Expr> result) {
        run(subject, result);
        Engine.Outcome second = model.engine().run(source(subject, result), Engine.Run.seeded(0));
        return second.seconds();
    }
}
