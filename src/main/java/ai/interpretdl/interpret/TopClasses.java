package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Explains the classes with the largest outputs of each row at once. What differs from class to class has an axis for them behind the rows,
 * the largest first; {@code targets} tells which they are. Attributions of a model without a batch axis have it in front.
 */
public final class TopClasses {
    /** What a class has of its own; everything else is the same for all. */
    private static final Set<String> OWN = Set.of(
            "score",
            "baseline_score",
            "completeness_delta",
            "weights",
            Explanation.STANDARD_ERROR,
            "first_order",
            "intercept",
            "r2",
            "order",
            "prior",
            "agreement",
            "channel_scores",
            "channels");

    private TopClasses() {}

    /** In one program: the classes share the forward passes, and each has a backward pass of its own. */
    static Explanation interpret(Model model, Question question, InputAttribution algorithm, int count) {
        return RowByRow.each(model, question, single -> {
            Inquiry inquiry = Inquiry.of(model, single.about(Target.predicted()));
            List<Target.OfClass> targets = inquiry.ranked(count);
            Map<String, Tensor> fed = new LinkedHashMap<>();
            IntStream.range(0, count).forEach(rank -> fed.put("target." + rank, numbers(targets.get(rank))));
            Map<String, Tensor> found = inquiry.run(
                    List.of(algorithm, count, single.elements()),
                    fed,
                    Map.of(),
                    f -> all(f, inquiry, algorithm, targets));
            List<Map<String, Tensor>> classes = new ArrayList<>();
            for (int rank = 0; rank < count; rank++) {
                Inquiry own = inquiry.about(targets.get(rank));
                Map<String, Tensor> tensors = under(rank + ".", found);
                algorithm.completeFrom().ifPresent(baseline -> Completeness.add(own, baseline, tensors));
                tensors.computeIfAbsent("score", any -> own.score());
                classes.add(tensors);
            }
            boolean whole = inquiry.subject().isWhole();
            return inquiry.answer(
                    algorithm.name(), List.of(algorithm, new Target.Top(count)), joined(classes, targets, whole));
        });
    }

    private static Map<String, Expr> all(
            Explained f, Inquiry inquiry, InputAttribution algorithm, List<Target.OfClass> targets) {
        Map<String, Expr> all = new LinkedHashMap<>();
        for (int rank = 0; rank < targets.size(); rank++) {
            Explained own = f.again(rank, targets.get(rank));
            int number = rank;
            inquiry.named(algorithm.attribute(own, own.input()))
                    .forEach((name, expr) -> all.put(number + "." + name, expr));
        }
        return all;
    }

    /** Of all that a program found what has names that begin with a prefix, by the rest of them. */
    static Map<String, Tensor> under(String prefix, Map<String, Tensor> all) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        all.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), tensor);
            }
        });
        return own;
    }

    /** One class after the other where several are asked for, by algorithms that are more than an equation. */
    public static Explanation each(Model model, Question question, Function<Question, Explanation> algorithm) {
        if (!(question.target() instanceof Target.Top top)) {
            return algorithm.apply(question);
        }
        List<Target.OfClass> targets = ranked(model, question, top.count());
        List<Explanation> parts = targets.stream()
                .map(target -> algorithm.apply(question.about(target)))
                .toList();
        List<Map<String, Tensor>> classes =
                parts.stream().map(Explanation::tensors).toList();
        boolean whole = model.batching(question.inputs()) == Subject.Batching.NONE;
        Explanation first = parts.get(0);
        return new Explanation(
                first.algorithm(), joined(classes, targets, whole), first.predicted(), RowByRow.quality(parts));
    }

    /** A target for each rank, also where the model takes one row a call. */
    private static List<Target.OfClass> ranked(Model model, Question question, int count) {
        List<List<Target.OfClass>> parts = RowByRow.questions(model, question).stream()
                .map(part -> Inquiry.of(model, part.about(Target.predicted())).ranked(count))
                .toList();
        return IntStream.range(0, count)
                .mapToObj(rank -> new Target.OfClass(parts.stream()
                        .flatMap(part -> part.get(rank).classes().stream())
                        .toList()))
                .toList();
    }

    /** @param whole whether attributions have no axis of rows */
    private static Map<String, Tensor> joined(
            List<Map<String, Tensor>> classes, List<Target.OfClass> targets, boolean whole) {
        Map<String, Tensor> joined = new LinkedHashMap<>();
        classes.get(0).forEach((name, first) -> {
            boolean attributions = name.startsWith("attributions");
            if (!attributions && !OWN.contains(name)) {
                joined.put(name, first);
                return;
            }
            List<Tensor> all = classes.stream()
                    .map(tensors -> Objects.requireNonNull(tensors.get(name)))
                    .toList();
            joined.put(name, attributions && whole ? stacked(all) : beside(all));
        });
        joined.put("targets", beside(targets.stream().map(TopClasses::numbers).toList()));
        return joined;
    }

    /** Tensors {@code […]} as one {@code [count, …]}. */
    private static Tensor stacked(List<Tensor> tensors) {
        long[] row = Shape.of(1).concat(tensors.get(0).shape()).dims();
        return Tensor.concat(tensors.stream().map(tensor -> tensor.reshape(row)).toList());
    }

    private static Tensor numbers(Target.OfClass target) {
        long[] classes = target.classes().stream().mapToLong(Long::longValue).toArray();
        return Tensor.of(classes, classes.length);
    }

    /** Tensors {@code [N, …]} as one {@code [N, count, …]}. */
    private static Tensor beside(List<Tensor> tensors) {
        Shape shape = tensors.get(0).shape();
        List<Tensor> rows = new ArrayList<>();
        for (long row = 0; row < shape.dim(0); row++) {
            for (Tensor tensor : tensors) {
                rows.add(tensor.rows(row, row + 1));
            }
        }
        long[] dims = LongStream.concat(
                        LongStream.of(shape.dim(0), tensors.size()),
                        LongStream.of(shape.slice(1, shape.rank()).dims()))
                .toArray();
        return Tensor.concat(rows).reshape(dims);
    }
}
