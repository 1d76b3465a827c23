package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A model that takes one row a call is asked row by row; any other gets the batch as it is. */
public final class RowByRow {
    private RowByRow() {}

    public static Explanation interpret(Model model, Question question, Function<Question, Explanation> algorithm) {
        List<Explanation> parts =
                questions(model, question).stream().map(algorithm).toList();
        return parts.size() == 1 ? parts.get(0) : joined(parts);
    }

    /** The question as it is, or one for each of its rows where the model takes one row a call. */
    public static List<Question> questions(Model model, Question question) {
        model.check(question.inputs());
        long rows = question.inputs().values().stream()
                .filter(t -> t.shape().rank() > 0)
                .mapToLong(t -> t.shape().dim(0))
                .max()
                .orElse(1);
        if (rows == 1 || together(model, question)) {
            return List.of(question);
        }
        List<Question> questions = new ArrayList<>();
        for (long row = 0; row < rows; row++) {
            questions.add(only(question, row));
        }
        return questions;
    }

    private static boolean together(Model model, Question question) {
        Subject.Batching batching = model.batching(question.inputs());
        return batching == Subject.Batching.NONE
                || batching != Subject.Batching.SINGLE
                        && question.explain().stream().noneMatch(model::isWeight);
    }

    private static Question only(Question question, long row) {
        Map<String, Tensor> inputs = new HashMap<>();
        question.inputs()
                .forEach((name, tensor) ->
                        inputs.put(name, tensor.shape().rank() == 0 ? tensor : tensor.rows(row, row + 1)));
        Target target = question.target();
        if (target instanceof Target.OfClass c && c.classes().size() > 1) {
            target = new Target.OfClass(List.of(c.classes().get((int) row)), c.axis());
        } else if (target instanceof Target.Loss loss && loss.classes().size() > 1) {
            target = Target.loss(loss.classes().get((int) row));
        }
        return question.with(inputs).about(target);
    }

    private static Explanation joined(List<Explanation> parts) {
        Explanation first = parts.get(0);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : first.tensors().keySet()) {
            tensors.put(
                    name,
                    Tensor.concat(parts.stream()
                            .map(part -> part.tensor(name).orElseThrow())
                            .toList()));
        }
        List<Long> predicted =
                parts.stream().flatMap(part -> part.predicted().stream()).toList();
        Quality q = first.quality();
        Quality quality = new Quality(
                q.device(),
                parts.stream().mapToDouble(part -> part.quality().seconds()).sum(),
                q.samples(),
                parts.stream().allMatch(part -> part.quality().complete()),
                q.seed(),
                q.modelDigest(),
                q.answerId(),
                parts.stream().mapToLong(part -> part.quality().nonFinite()).sum());
        return new Explanation(first.algorithm(), tensors, predicted, quality);
    }
}
