package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Equation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether an explanation depends on the class that is explained: its similarity to the explanation of another class, drawn at random.
 *
 * <p>Sixt et al., 2020, arXiv:1912.09818, section 4. Numbers: {@code random-logit}, Spearman's correlation of the attributions; {@code
 * absolute}, that of their sizes; {@code ssim} of images, the structural similarity of the sizes; {@code other_class}. Costs one explanation.
 */
public record RandomLogit() implements Evaluation {
    @Override
    public String name() {
        return "random-logit";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.asked(name(), (single, algorithm, answer) -> {
            Inquiry inquiry = algorithm instanceof Equation equation ? single.inquiry(equation) : single.inquiry();
            List<Long> others = others(inquiry);
            Map<String, Tensor> found = about(new Target.OfClass(others), single, inquiry, algorithm);
            Inquiry measured = single.inquiry();
            List<Alike> alike = Alike.rows(Relevance.of(measured, single.explanation()), Relevance.of(measured, found));
            for (int row = 0; row < alike.size(); row++) {
                answer.number("random-logit", alike.get(row).ranks())
                        .number("absolute", alike.get(row).sizes())
                        .number("ssim", alike.get(row).structure())
                        .number("other_class", others.get(row));
            }
        });
    }

    private static Map<String, Tensor> about(
            Target.OfClass other, Claim claim, Inquiry inquiry, Interpretation algorithm) {
        if (algorithm instanceof Equation equation) {
            // its program alone, mostly the one that the explanation was made by, without the other class's score
            Inquiry about = inquiry.about(other);
            Object what = List.of(equation, inquiry.question().elements());
            return about.run(what, f -> equation.results(about, f, f.input()));
        }
        return algorithm.interpret(claim.model(), claim.question().about(other)).tensors();
    }

    /** A class for each row, of those that are not explained. */
    private static List<Long> others(Inquiry inquiry) {
        if (!(inquiry.subject().target() instanceof Target.OfClass explained)) {
            throw new IllegalArgumentException("random-logit compares classes; the target is "
                    + inquiry.subject().target());
        }
        Shape output = inquiry.output().shape();
        long classes = output.dim(inquiry.subject().isWhole() ? 0 : 1);
        if (classes < 2) {
            throw new IllegalArgumentException("random-logit compares classes; this output has " + classes);
        }
        List<Long> others = new ArrayList<>();
        for (int row = 0; row < inquiry.subject().rows(); row++) {
            long own = explained.classes().get(explained.classes().size() == 1 ? 0 : row);
            // of the row's own class, not of its place: what else is in the batch changes nothing
            CounterRandom random = CounterRandom.of(inquiry.question().run().seed(), own);
            long other = random.below((int) classes - 1);
            others.add(other < own ? other : other + 1);
        }
        return others;
    }
}
