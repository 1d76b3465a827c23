package ai.interpretdl.interpret;

import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Remembering;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several algorithms about one input, in one go.
 *
 * <p>Algorithms that are one equation without samples go into one program, in which whatever they have in common, such as the forward pass and
 * the gradient at a layer, is computed once; one program for each choice of what gets attributions. The others follow one by one: how many
 * samples a step takes depends on all that is in a program, and the last digits of a sum on the steps. So does everything about several classes,
 * where each algorithm shares between its classes. What any of them asks of the input itself, its output and score, is known to those that follow.
 * Each answer is the one that the algorithm gives alone, up to rounding, but its seconds are those of all that shared the program.
 */
public final class Together {
    private final Remembering memory;
    private final Model model;
    private final Question question;
    private final List<Interpretation> algorithms;
    private final Map<Integer, Explanation> shared;

    private Together(Model model, Question question, List<Interpretation> algorithms) {
        this.memory = new Remembering(model.engine());
        this.model = model.with(memory);
        this.question = question;
        this.algorithms = List.copyOf(algorithms);
        this.shared = question.target() instanceof Target.Top ? Map.of() : shared();
    }

    /** Answers what can be answered in one program; each other when it is asked for. */
    public static Together of(Model model, Question question, List<Interpretation> algorithms) {
        return new Together(model, question, algorithms);
    }

    /** @return an answer for each algorithm, in their order */
    public static List<Explanation> interpret(Model model, Question question, List<Interpretation> algorithms) {
        Together together = of(model, question, algorithms);
        return IntStream.range(0, algorithms.size()).mapToObj(together::answer).toList();
    }

    /** The answer of an algorithm, counted from 0. Throws what the algorithm alone would throw. */
    public Explanation answer(int algorithm) {
        Explanation found = shared.get(algorithm);
        return found != null ? found : algorithms.get(algorithm).interpret(model, question);
    }

    /** Equations that explain the same share a program. */
    private Map<Integer, Explanation> shared() {
        Map<Question, List<Integer>> alike = IntStream.range(0, algorithms.size())
                .filter(i -> algorithms.get(i) instanceof Equation)
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> equation(i).asked(model, question), LinkedHashMap::new, Collectors.toList()));
        Map<Integer, Explanation> answers = new LinkedHashMap<>();
        alike.forEach((asked, equations) -> {
            if (equations.size() > 1) {
                answers.putAll(shared(asked, equations));
            }
        });
        return answers;
    }

    private Map<Integer, Explanation> shared(Question asked, List<Integer> equations) {
        Map<Integer, List<Explanation>> parts = new LinkedHashMap<>();
        for (Question part : RowByRow.questions(model, asked)) {
            sharedOf(part, equations)
                    .forEach((i, answer) ->
                            parts.computeIfAbsent(i, any -> new ArrayList<>()).add(answer));
        }
        Map<Integer, Explanation> whole = new LinkedHashMap<>();
        parts.forEach((i, rows) -> whole.put(i, RowByRow.joined(rows)));
        return whole;
    }

    private Map<Integer, Explanation> sharedOf(Question part, List<Integer> equations) {
        Inquiry inquiry = Inquiry.ofInput(model, part);
        Map<String, Tensor> all = inquiry.run(List.of(algorithms, equations, part.elements()), f -> {
            Map<String, Expr> results = new LinkedHashMap<>();
            equations.forEach(i -> written(inquiry, i, f).forEach((name, expr) -> results.put(i + ":" + name, expr)));
            return results;
        });
        inquiry.told().forEach((source, outputs) -> memory.remember(source, part.run(), outputs));
        Map<Integer, Explanation> answers = new LinkedHashMap<>();
        for (int i : equations) {
            Map<String, Tensor> own = TopClasses.under(i + ":", all);
            if (!own.isEmpty()) {
                answers.put(i, equation(i).answer(inquiry, own));
            }
        }
        return answers;
    }

    /** What an algorithm adds to the program: nothing where it samples, or where the model is not made for it, as it says when asked alone. */
    private Map<String, Expr> written(Inquiry inquiry, int algorithm, Explained f) {
        long axes = f.axes();
        try {
            Map<String, Expr> results = equation(algorithm).results(inquiry, f, f.input());
            return f.axes() == axes ? results : Map.of();
        } catch (IllegalArgumentException | UnsupportedOperatorException e) {
            return Map.of();
        }
    }

    private Equation equation(int algorithm) {
        return (Equation) algorithms.get(algorithm);
    }
}
