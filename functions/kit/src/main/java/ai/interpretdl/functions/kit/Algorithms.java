package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Anytime;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Budget;
import ai.interpretdl.interpret.Equation;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.BlurIg;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.FeatureOcclusion;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedIg;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.NoiseTunnel;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.RefinedIntegratedGradients;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothEquation;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** How the parameters of algorithms are read, by their functions and wherever one is inside of another. */
public final class Algorithms {
    /** What smooth-grad has for itself, and how it is written for what is inside. Time and error are those of the whole. */
    private static final Map<String, String> INSIDE = Map.of(
            "samples", "inner_samples",
            "sigma", "inner_sigma",
            "noise_level", "inner_noise_level",
            "max_seconds", "",
            "maxSeconds", "",
            "tolerance", "");

    private Algorithms() {}

    public static IntegratedGradients integratedGradients(Asked asked) {
        Parameters parameters = asked.parameters();
        return new IntegratedGradients(
                asked.baseline(), asked.quadrature(), asked.steps(), parameters.flag("multiply_by_inputs", true));
    }

    /** As {@link #integratedGradients}, with steps doubled up to {@code max_steps} until {@code tolerance} is met, where one is given. */
    public static Interpretation refined(Asked asked) {
        IntegratedGradients first = integratedGradients(asked);
        Parameters parameters = asked.parameters();
        if (parameters.value("tolerance").isEmpty()) {
            return first;
        }
        return new RefinedIntegratedGradients(
                first, parameters.above0("tolerance", 0.05), parameters.positive("max_steps", 1600));
    }

    /**
     * An algorithm of that many samples; in ten rounds of a tenth where {@code max_seconds} or {@code tolerance} may end it earlier.
     *
     * @param least the fewest samples that it takes
     */
    public static Interpretation anytime(Asked asked, int samples, int least, IntFunction<Interpretation> algorithm) {
        Budget budget = budget(asked);
        return budget.isNone() ? algorithm.apply(samples) : Anytime.of(samples, least, budget, algorithm);
    }

    /** What may end sampling: {@code max_seconds}, {@code tolerance}. */
    static Budget budget(Asked asked) {
        Parameters parameters = asked.parameters();
        Budget budget = new Budget(
                parameters.above0("max_seconds", parameters.above0("maxSeconds", Double.MAX_VALUE)),
                parameters.nonNegative("tolerance", 0));
        refuseGiven(!budget.isNone() && asked.hasDraws());
        return budget;
    }

    private static void refuseGiven(boolean given) {
        if (given) {
            throw Refusal.of("tolerance", "and max_seconds are for drawn samples; given ones are all taken");
        }
    }

    public static BlurIg blurIg(Asked asked) {
        return new BlurIg(asked.parameters().above0("max_sigma", 50), asked.steps());
    }

    public static Interpretation gradientShap(Asked asked) {
        Baseline baseline = asked.distributedBaseline();
        Noise noise = asked.noise(0);
        Optional<Tensor> places = asked.coefficients();
        refuseGiven(baseline instanceof Baseline.Sampled && !budget(asked).isNone());
        return anytime(asked, asked.samples(50, baseline), 1, n -> new GradientShap(baseline, n, noise, places));
    }

    /**
     * How relevance is shared out: {@code composite} (epsilon-plus), {@code epsilon} (1e-6), {@code gamma} (0.25), {@code alpha} (2),
     * {@code rules} of single layers.
     */
    public static Lrp lrp(Asked asked) {
        Parameters parameters = asked.parameters();
        return new Lrp(
                parameters.choice("composite", Lrp.Composite.EPSILON_PLUS),
                parameters.above0("epsilon", 1e-6),
                parameters.nonNegative("gamma", 0.25),
                parameters.from1("alpha", Lrp.ALPHA),
                parameters.choices("rules", Lrp.LayerRule.EPSILON));
    }

    public static Interpretation occlusion(Asked asked) {
        if (asked.reading().isPresent()) {
            return new FeatureOcclusion(asked.features(), asked.hiding());
        }
        Parameters parameters = asked.parameters();
        return new Occlusion(
                asked.baseline(),
                parameters.wholes("window"),
                parameters.wholes("strides"),
                parameters.choice("overlap", Occlusion.Overlap.MEAN));
    }

    public static DeepLift deepLift(Asked asked) {
        return new DeepLift(asked.baseline(), true, asked.parameters().choice("rule", DeepLift.Rule.RESCALE));
    }

    public static DeepLiftShap deepLiftShap(Asked asked) {
        return new DeepLiftShap(asked.distributedBaseline(), asked.parameters().choice("rule", DeepLift.Rule.RESCALE));
    }

    public static FeatureAblation featureAblation(Asked asked) {
        return new FeatureAblation(asked.groups(), asked.hiding());
    }

    public static GuidedIg guidedIg(Asked asked) {
        Parameters parameters = asked.parameters();
        return new GuidedIg(
                asked.baseline(),
                asked.steps(),
                parameters.share("fraction", 0.25),
                parameters.share("max_dist", 0.02));
    }

    public static Interpretation rise(Asked asked) {
        Parameters parameters = asked.parameters();
        Baseline baseline = asked.baseline();
        int cells = parameters.positive("cells", 8);
        double keep = parameters.share("keep", 0.5);
        return anytime(asked, parameters.positive("samples", 2000), 1, n -> new Rise(baseline, n, cells, keep));
    }

    /** Round an algorithm that is one equation in one program; any other is asked once a sample. */
    public static Interpretation smoothGrad(Asked asked) {
        Interpretation inner = inner(asked);
        Noise noise = asked.noise(0.1);
        SmoothGrad.Statistic statistic = asked.parameters().choice("statistic", SmoothGrad.Statistic.MEAN);
        int samples = asked.samples(50);
        if (inner instanceof InputAttribution attribution) {
            return anytime(asked, samples, 2, n -> new SmoothGrad(attribution, n, noise, statistic));
        }
        if (inner instanceof Equation equation) {
            return anytime(asked, samples, 2, n -> new SmoothEquation(equation, n, noise, statistic));
        }
        return new NoiseTunnel(inner, samples, noise, statistic, budget(asked));
    }

    private static Interpretation inner(Asked asked) {
        try {
            return Inner.smoothed(asked.inside(INSIDE));
        } catch (Refusal e) {
            throw e.field()
                    .filter(INSIDE::containsKey)
                    .map(name -> e.at(INSIDE.getOrDefault(name, name)))
                    .orElse(e);
        }
    }

    /** Inside of another algorithm, round gradients. */
    static Interpretation smoothGradient(Asked asked) {
        Noise noise = asked.noise(0.1);
        SmoothGrad.Statistic statistic = asked.parameters().choice("statistic", SmoothGrad.Statistic.MEAN);
        return anytime(asked, asked.samples(50), 2, n -> new SmoothGrad(new Saliency(false), n, noise, statistic));
    }

    public static Interpretation lime(Asked asked) {
        Lime lime = oneLime(asked);
        return anytime(asked, lime.samples(), asked.leastOfFit(lime.features(), lime.samples()), lime::with);
    }

    /** Without rounds. */
    static Lime oneLime(Asked asked) {
        Parameters parameters = asked.parameters();
        return new Lime(
                asked.features(),
                asked.hiding(),
                parameters.positive("samples", 1000),
                new Locality(parameters.above0("kernel_width", 0.25)),
                asked.regression(0));
    }
}
