package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Subject;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A model that takes one row a call is asked row by row; any other gets the batch as it is. */
public final class RowByRow {
    private RowByRow() {}

    public static Explanation interpret(Model model, Question question, Function<Question, Explanation> algorithm) {
        return TopClasses.each(model, question, one -> each(model, one, algorithm));
    }

    /** The question as it is, or one for each of its rows where the model takes one row a call. */
    public static List<Question> questions(Model model, Question question) {
        model.check(question.inputs());
        if (question.rows() == 1 || together(model, question)) {
            return List.of(question);
        }
        return IntStream.range(0, question.rows()).mapToObj(question::row).toList();
    }

    /** How many rows a question has: of a model without a batch axis one, whatever the first axis counts. */
    public static int rows(Model model, Question question) {
        return model.batching(question.inputs()) == Subject.Batching.NONE ? 1 : question.rows();
    }

    private static boolean together(Model model, Question question) {
        Subject.Batching batching = model.batching(question.inputs());
        return batching == Subject.Batching.NONE
                || batching != Subject.Batching.SINGLE
                        && question.explain().stream().noneMatch(model::isWeight);
    }

    /** As {@link #interpret}, for what explains several classes by itself. */
    static Explanation each(Model model, Question question, Function<Question, Explanation> algorithm) {
        return joined(questions(model, question).stream().map(algorithm).toList());
    }

    /**
     * Every row for itself, whatever the model takes: for what asks by the answers of a row what to ask of it next.
     *
     * @param algorithm explains a row of all that is asked about one class
     */
    public static Explanation each(
            Model model, Question question, BiFunction<Question, Integer, Explanation> algorithm) {
        return TopClasses.each(
                model,
                question,
                one -> joined(IntStream.range(0, one.rows())
                        .mapToObj(row -> algorithm.apply(one, row))
                        .toList()));
    }

    /** The rows of several answers, one behind the other. */
    static Explanation joined(List<Explanation> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Explanation first = parts.get(0);
        List<Long> predicted =
                parts.stream().flatMap(part -> part.predicted().stream()).toList();
        return new Explanation(
                first.algorithm(),
                tensors(parts.stream().map(Explanation::tensors).toList()),
                predicted,
                quality(parts));
    }

    /**
     * What is said of several rows, one behind the other; not what is said of some only, as standard errors are where a row has too few samples to
     * tell them.
     */
    static Map<String, Tensor> tensors(List<Map<String, Tensor>> rows) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        rows.get(0).keySet().stream()
                .filter(name -> rows.stream().allMatch(row -> row.containsKey(name)))
                .forEach(name -> tensors.put(
                        name,
                        joined(
                                rows.stream()
                                        .map(row -> Objects.requireNonNull(row.get(name)))
                                        .toList(),
                                name)));
        return tensors;
    }

    /** How an answer of several parts came about. */
    static Quality quality(List<Explanation> parts) {
        Quality q = parts.get(0).quality();
        return new Quality(
                q.device(),
                parts.stream().mapToDouble(part -> part.quality().seconds()).sum(),
                q.samples(),
                parts.stream().allMatch(part -> part.quality().complete()),
                q.seed(),
                q.modelDigest(),
                AnswerId.of(
                        parts.stream().map(part -> part.quality().answerId()).toList()),
                parts.stream().mapToLong(part -> part.quality().nonFinite()).sum(),
                Quality.most(parts.stream().map(Explanation::quality).toList()));
    }

    /**
     * One behind the other; numbers of features, of which rows may have differently many, are filled up with 0, whole ones with -1: no feature, no
     * kind.
     */
    private static Tensor joined(List<Tensor> rows, String name) {
        Shape widest = rows.get(0).shape();
        for (Tensor row : rows) {
            if (row.shape().rank() != widest.rank()) {
                throw new IllegalStateException(name + " is " + widest + " in one row, " + row.shape() + " in another");
            }
            widest = row.shape().rank() == 2 && row.shape().dim(1) > widest.dim(1) ? row.shape() : widest;
        }
        Shape shape = widest;
        return Tensor.concat(rows.stream().map(row -> filled(row, shape)).toList());
    }

    private static Tensor filled(Tensor row, Shape shape) {
        if (row.shape().rank() != 2 || row.shape().dim(1) == shape.dim(1)) {
            return row;
        }
        int width = Math.toIntExact(shape.dim(1));
        if (row.type().isFloating()) {
            return Tensor.of(Arrays.copyOf(row.floats(), width), 1, width);
        }
        long[] filled = Arrays.copyOf(row.longs(), width);
        Arrays.fill(filled, row.longs().length, width, -1);
        return Tensor.of(filled, 1, width);
    }
}
