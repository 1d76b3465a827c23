package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.TopClasses;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer of algorithms that learn what kinds of features count for a class. */
final class GlobalAnswer {
    private GlobalAnswer() {}

    /** The class that the only row is explained for. */
    static int label(Inquiry inquiry) {
        if (!(inquiry.subject().target() instanceof Target.OfClass target)) {
            throw new IllegalArgumentException(
                    "weights of kinds are learnt for classes: the target has to be one, or predicted");
        }
        return Math.toIntExact(target.classes().get(0));
    }

    /** Each row's features with the weights of their kinds, and the table of all in {@code prior} as JSON. */
    static <A extends Interpretation & GlobalLearning> Explanation of(
            A algorithm, Model model, Question question, Kinded features) {
        return TopClasses.each(
                model, question, one -> ofClass(algorithm, model, one, features, algorithm.weights(model, one)));
    }

    /** As {@link #of}, of weights that are known. */
    static Explanation ofClass(
            Interpretation algorithm, Model model, Question question, Kinded features, GlobalWeights learnt) {
        Explanation rows = RowByRow.each(model, question, (one, row) -> {
            Inquiry inquiry = Inquiry.of(model, one.row(row));
            Kinded own = features.row(one, row);
            return inquiry.answer(algorithm.name(), algorithm, tensors(inquiry, own, learnt));
        });
        Map<String, Tensor> tensors = new LinkedHashMap<>(rows.tensors());
        tensors.put("prior", Tensor.of(List.of(learnt.toString()), 1));
        features.kinds().json().ifPresent(json -> tensors.put("clusters", Tensor.of(List.of(json), 1)));
        return rows.then(algorithm, tensors);
    }

    private static Map<String, Tensor> tensors(Inquiry inquiry, Kinded features, GlobalWeights learnt) {
        Segments segments = features.segments(inquiry);
        int[] kinds = features.of(inquiry);
        double[][] weights = {learnt.prior(label(inquiry), kinds)};
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(FeatureWeights.tensors(inquiry, segments, weights, List.of()));
        tensors.put("kinds", numbers(kinds));
        return tensors;
    }

    /** INT64 {@code [1, features]}. */
    static Tensor numbers(int[] row) {
        return Tensor.of(Arrays.stream(row).asLongStream().toArray(), 1, row.length);
    }
}
