package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Tensor;
import java.util.Optional;

/**
 * The gradient at random points between baselines and noisy inputs, times the way between them, averaged.
 *
 * <p>Expected gradients: Erion et al., 2019, arXiv:1906.10670, equation 3; with noise as in SHAP's and InterpretDL's GradientSHAP. Each
 * baseline of a distribution is met with every sample, where Captum draws one for each; so a pass is taken for each pair. Of baselines that
 * are given for each sample one is met with each. The attributions sum to the difference of scores only on average over draws.
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
        Baseline.Start start = baseline.of(f, x);
        Samples i = baseline.samples(f, start, samples);
        Expr u =
                coefficients.map(given -> f.rowOfEach("coefficients", given, i)).orElseGet(() -> f.uniform(i));
        Expr way = x.plus(noise.of(f, x, i)).minus(start.value());
        Expr slope = f.gradient(start.value().plus(u.times(way)));
        return start.mean(slope.times(way).mean(i));
    }

    @Override
    public Optional<Baseline> completeFrom() {
        return Optional.of(baseline);
    }
}
