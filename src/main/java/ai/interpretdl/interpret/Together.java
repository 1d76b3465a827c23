package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several algorithms about one input, in one go.
 *
 * <p>The model is run once for its output and the predicted class. Algorithms that are one equation go into one program, in which whatever
 * they have in common, such as the forward pass and the gradient at a layer, is computed once; the others follow one by one. Each answer is
 * the one that the algorithm gives alone, but its seconds are those of all that shared the program.
 */
public final class Together {
    private Together() {}

    /** @return an answer for each algorithm, in their order */
    public static List<Explanation> interpret(Model model, Question question, List<Interpretation> algorithms) {
        Map<Integer, Explanation> found = new LinkedHashMap<>();
        List<Integer> equations = new ArrayList<>();
        for (int i = 0; i < algorithms.size(); i++) {
            if (isEquation(algorithms.get(i))) {
                equations.add(i);
            }
        }
        boolean several = model.batching(question.inputs()) != ai.interpretdl.program.Subject.Batching.SINGLE;
        if (several && equations.size() > 1) {
            model.check(question.inputs());
            share(model, question, algorithms, equations, found);
        }
        List<Explanation> answers = new ArrayList<>();
        for (int i = 0; i < algorithms.size(); i++) {
            Explanation shared = found.get(i);
            answers.add(shared != null ? shared : algorithms.get(i).interpret(model, question));
        }
        return answers;
    }

    private static boolean isEquation(Interpretation algorithm) {
        return algorithm instanceof InputAttribution || algorithm instanceof LayerAttribution;
    }

    private static void share(
            Model model,
            Question question,
            List<Interpretation> algorithms,
            List<Integer> equations,
            Map<Integer, Explanation> found) {
        Inquiry inquiry = Inquiry.of(model, question);
        Map<String, Tensor> all = inquiry.run(f -> {
            Map<String, Expr> results = new LinkedHashMap<>();
            for (int i : equations) {
                f.drawAfresh();
                results(model, inquiry, algorithms.get(i), f)
                        .forEach((name, expr) -> results.put(i + ":" + name, expr));
            }
            return results;
        });
        for (int i : equations) {
            Map<String, Tensor> own = new LinkedHashMap<>();
            String prefix = i + ":";
            all.forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    own.put(name.substring(prefix.length()), tensor);
                }
            });
            Interpretation algorithm = algorithms.get(i);
            completeFrom(algorithm).ifPresent(baseline -> Completeness.add(inquiry, baseline, own));
            found.put(i, inquiry.answer(algorithm.name(), algorithm, own));
        }
    }

    private static Map<String, Expr> results(Model model, Inquiry inquiry, Interpretation algorithm, Explained f) {
        if (algorithm instanceof LayerAttribution layer) {
            String value = LayerAttribution.value(model, layer.layer());
            return layer.named(inquiry, layer.attribute(f, f.input(), value));
        }
        return inquiry.named(((InputAttribution) algorithm).attribute(f, f.input()));
    }

    private static Optional<Baseline> completeFrom(Interpretation algorithm) {
        return algorithm instanceof LayerAttribution layer
                ? layer.completeFrom()
                : ((InputAttribution) algorithm).completeFrom();
    }
}
