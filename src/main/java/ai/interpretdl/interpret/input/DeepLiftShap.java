package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * DeepLIFT averaged over a distribution of references, which approximates Shapley values.
 *
 * <p>Lundberg and Lee, 2017, arXiv:1705.07874, section 4.2. Of several references, drawn from what they stand for, the answer tells
 * the largest standard error as {@code error}, as a share of the largest attribution.
 *
 * @param baseline the references
 * @param rule how an activation's difference is shared out
 */
public record DeepLiftShap(Baseline baseline, DeepLift.Rule rule) implements InputAttribution {
    public DeepLiftShap(Baseline baseline) {
        this(baseline, DeepLift.Rule.RESCALE);
    }

    @Override
    public String name() {
        return "deep-lift-shap";
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        return new DeepLift(baseline, true, rule).attribute(f, x);
    }

    @Override
    public Map<String, Expr> results(Inquiry inquiry, Explained f, Expr x) {
        Baseline.Start start = baseline.of(f, x);
        Map<String, Expr> each = inquiry.named(new DeepLift(baseline, true, rule).of(f, x, start));
        return start.axis().map(axis -> SampleError.means(each, axis)).orElse(each);
    }

    @Override
    public Explanation answer(Inquiry inquiry, Map<String, Tensor> results) {
        return SampleError.told(results, means -> InputAttribution.super.answer(inquiry, means));
    }

    @Override
    public Optional<Baseline> completeFrom() {
        return Optional.of(baseline);
    }
}
