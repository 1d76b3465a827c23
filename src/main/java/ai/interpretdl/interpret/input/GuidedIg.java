package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The gradient integrated along a path that first moves the elements whose gradient is small, so that noise far from the input adds little.
 *
 * <p>Kapishnikov et al., 2021, arXiv:2106.09788, algorithm 1 with anchors. Each step asks for one gradient; what is asked next depends on it. Sums to
 * score - score(baseline) as the steps grow finer.
 *
 * @param baseline where the path starts; one for each row
 * @param steps number of steps; 200 in the authors' code
 * @param fraction share of the elements that may move at a time, from 0 to 1; 0.25
 * @param reach how far an element may be ahead of the straight line or behind it, from 0 to 1; 0.02
 */
public record GuidedIg(Baseline baseline, int steps, double fraction, double reach) implements Interpretation {
    public GuidedIg {
        Require.positive(steps, "steps");
        Require.positive(Require.share(fraction, "fraction"), "fraction");
        Require.share(reach, "reach");
    }

    @Override
    public String name() {
        return "guided-ig";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return RowByRow.interpret(model, question, single -> {
            Inquiry inquiry = Inquiry.of(model, single);
            List<Tensor> from = ends(inquiry, List.of(this, "start"), Map.of(), this::start);
            List<Tensor> to = ends(inquiry, List.of(this, "end"), Map.of(), Explained::input);
            FlatRows flat = FlatRows.of(to, Math.toIntExact(inquiry.subject().rows()));
            List<GuidedPath> paths = paths(flat.arrays(from), flat.arrays(to));
            for (int step = 1; step <= steps; step++) {
                double[][] at = each(paths, GuidedPath::at);
                double[][] gradients = flat.arrays(gradients(inquiry, flat.tensors(at)));
                for (int row = 0; row < gradients.length; row++) {
                    paths.get(row).step(gradients[row], (double) step / steps);
                }
            }
            List<Tensor> attributions = flat.tensors(each(paths, GuidedPath::attributions));
            Map<String, Tensor> tensors = new LinkedHashMap<>(inquiry.run(
                    List.of("guided-ig.named", single.elements()),
                    fed("attribution", attributions),
                    Map.of(),
                    f -> inquiry.named(given(f, "attribution", attributions))));
            inquiry.addCompleteness(baseline, tensors);
            return inquiry.answer(name(), this, tensors);
        });
    }

    private Expr start(Explained f) {
        Baseline.Start start = baseline.of(f, f.input());
        if (start.axis().isPresent()) {
            throw new IllegalArgumentException("guided-ig takes one baseline for each row, not several");
        }
        return f.input().zeros().plus(start.value());
    }

    private List<GuidedPath> paths(double[][] from, double[][] to) {
        List<GuidedPath> paths = new ArrayList<>();
        for (int row = 0; row < to.length; row++) {
            paths.add(new GuidedPath(from[row], to[row], fraction, reach));
        }
        return paths;
    }

    private static double[][] each(List<GuidedPath> paths, Function<GuidedPath, double[]> part) {
        return paths.stream().map(part).toArray(double[][]::new);
    }

    private static List<Tensor> gradients(Inquiry inquiry, List<Tensor> at) {
        return ends(inquiry, "guided-ig.gradient", fed("at", at), f -> f.gradient(given(f, "at", at)));
    }

    private static Map<String, Tensor> fed(String word, List<Tensor> tensors) {
        Map<String, Tensor> fed = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            fed.put(name(word, i), tensors.get(i));
        }
        return fed;
    }

    private static String name(String word, int part) {
        return word + "." + part;
    }

    private static Expr given(Explained f, String word, List<Tensor> tensors) {
        List<Expr> parts = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            parts.add(f.givenRows(name(word, i), tensors.get(i)));
        }
        return Expr.bundle(parts);
    }

    /** The tensors of a bundle, by a program that is written once for all that is given. */
    private static List<Tensor> ends(
            Inquiry inquiry, Object what, Map<String, Tensor> given, Function<Explained, Expr> bundle) {
        Map<String, Tensor> found = inquiry.run(what, given, Map.of(), f -> {
            Map<String, Expr> numbered = new LinkedHashMap<>();
            Expr expression = bundle.apply(f);
            for (int i = 0; i < expression.size(); i++) {
                numbered.put("part." + i, expression.get(i));
            }
            return numbered;
        });
        List<Tensor> parts = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            parts.add(Objects.requireNonNull(found.get("part." + i)));
        }
        return parts;
    }
}
