package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * The gradient at random points between baselines and noisy inputs, times the way between them, averaged.
 *
 * <p>Expected gradients: Erion et al., 2019, arXiv:1906.10670, equation 3; with noise as in SHAP's and InterpretDL's GradientSHAP. Each
 * baseline of a distribution is met with every sample, where Captum draws one for each; so a pass is taken for each pair. Of baselines that
 * are given for each sample one is met with each. The attributions sum to the difference of scores only on average over draws, and the
 * answer tells the largest standard error as {@code error}, as a share of the largest attribution.
 *
 * @param baseline where the ways start
 * @param samples number of points for each baseline; of {@link Baseline.Sampled} the number of baselines
 * @param noise added to the input
 * @param coefficients given places on the way, {@code [samples, N]}, 0 the baseline and 1 the input; drawn uniformly where empty
 */
public record GradientShap(Baseline baseline, int samples, Noise noise, Optional<Tensor> coefficients)
        implements InputAttribution {
    public GradientShap {
        Require.positive(samples, "samples");
        noise.check(samples);
        coefficients.ifPresent(given -> check(given, samples));
    }

    public GradientShap(Baseline baseline, int samples, Noise noise) {
        this(baseline, samples, noise, Optional.empty());
    }

    private static void check(Tensor given, int samples) {
        if (given.shape().rank() != 2 || given.shape().dim(0) != samples) {
            throw new IllegalArgumentException(
                    "coefficients has shape " + given.shape() + ", not [samples, N] with samples " + samples);
        }
    }

    @Override
    public String name() {
        return "gradient-shap";
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        Drawn drawn = drawn(f, x);
        return drawn.each().mean(drawn.axis());
    }

    /**
     * What each sample gives, averaged over the baselines that it meets.
     *
     * @param axis of the samples
     */
    private record Drawn(Expr each, Samples axis) {}

    private Drawn drawn(Explained f, Expr x) {
        Baseline.Start start = baseline.of(f, x);
        Samples i = baseline.samples(f, start, samples);
        Expr u =
                coefficients.map(given -> f.rowOfEach("coefficients", given, i)).orElseGet(() -> f.uniform(i));
        Expr way = x.plus(noise.of(f, x, i)).minus(start.value());
        Expr each = f.gradient(start.value().plus(u.times(way))).times(way);
        // of baselines that are given for each sample there is one
        return new Drawn(start.axis().equals(Optional.of(i)) ? each : start.mean(each), i);
    }

    @Override
    public Map<String, Expr> results(Inquiry inquiry, Explained f, Expr x) {
        Drawn drawn = drawn(f, x);
        return SampleError.means(inquiry.named(drawn.each()), drawn.axis());
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
