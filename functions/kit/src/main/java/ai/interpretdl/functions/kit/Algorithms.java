package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Anytime;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Budget;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.BlurIg;
import ai.interpretdl.interpret.input.Deconvnet;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.FeatureOcclusion;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.interpret.input.GuidedIg;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.NoiseTunnel;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.RefinedIntegratedGradients;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Algorithms by name that another one may have inside, with how their parameters are read. A function of one of them reads them the same. */
public final class Algorithms {
    private static final Map<String, Function<Asked, Interpretation>> INNER = new TreeMap<>(Map.ofEntries(
            Map.entry("saliency", asked -> new Saliency(asked.parameters().flag("absolute", false))),
            Map.entry("input-x-gradient", asked -> new InputXGradient()),
            Map.entry("guided-backprop", asked -> new GuidedBackprop()),
            Map.entry("deconvnet", asked -> new Deconvnet()),
            Map.entry("integrated-gradients", Algorithms::integratedGradients),
            Map.entry("blur-ig", Algorithms::blurIg),
            Map.entry("gradient-shap", Algorithms::gradientShap),
            Map.entry("deep-lift", Algorithms::deepLift),
            Map.entry("deep-lift-shap", Algorithms::deepLiftShap),
            Map.entry("feature-ablation", Algorithms::featureAblation),
            Map.entry("guided-ig", Algorithms::guidedIg),
            Map.entry("lrp", Algorithms::lrp),
            Map.entry("occlusion", Algorithms::occlusion),
            Map.entry("rise", Algorithms::rise),
            Map.entry("smooth-grad", Algorithms::smoothGradient),
            Map.entry("lime", Algorithms::lime)));

    private static final int ROUNDS = 10;

    private Algorithms() {}

    /** The algorithm that {@code inner} names. */
    public static Interpretation inner(Asked asked, String otherwise) {
        return asked.parameters()
                .choice("inner", INNER, INNER.getOrDefault(otherwise, any -> new Saliency(false)))
                .apply(asked);
    }

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
        Parameters parameters = asked.parameters();
        if (!limited(parameters)) {
            return algorithm.apply(samples);
        }
        refuseGiven(asked.hasDraws());
        int round = Math.max(least, -Math.floorDiv(-samples, ROUNDS));
        return new Anytime(
                algorithm.apply(round),
                Math.max(1, -Math.floorDiv(-samples, round)),
                seconds(parameters),
                tolerance(parameters));
    }

    private static double seconds(Parameters parameters) {
        return parameters.above0("max_seconds", parameters.above0("maxSeconds", Double.MAX_VALUE));
    }

    private static double tolerance(Parameters parameters) {
        return parameters.nonNegative("tolerance", 0);
    }

    private static boolean limited(Parameters parameters) {
        return parameters.value("max_seconds").isPresent()
                || parameters.value("maxSeconds").isPresent()
                || parameters.value("tolerance").isPresent();
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
        refuseGiven(baseline instanceof Baseline.Sampled && limited(asked.parameters()));
        return anytime(asked, asked.samples(50, baseline), 1, n -> new GradientShap(baseline, n, noise, places));
    }

    /** How relevance is shared out: {@code composite} (epsilon-plus), {@code epsilon} (1e-6), {@code gamma} (0.25), {@code rules} of single layers. */
    public static Lrp lrp(Asked asked) {
        Parameters parameters = asked.parameters();
        return new Lrp(
                parameters.choice("composite", Lrp.Composite.EPSILON_PLUS),
                parameters.above0("epsilon", 1e-6),
                parameters.nonNegative("gamma", 0.25),
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
        Parameters parameters = asked.parameters();
        String name = parameters.text("inner").orElse("saliency");
        if (name.equals("smooth-grad")) {
            throw Refusal.of("inner", "is \"smooth-grad\", which cannot be inside of itself");
        }
        Interpretation inner = name.equals("lime")
                ? lime(asked, parameters.positive("inner_samples", 1000))
                : inner(asked, "saliency");
        Noise noise = asked.noise(0.1);
        SmoothGrad.Statistic statistic = parameters.choice("statistic", SmoothGrad.Statistic.MEAN);
        if (inner instanceof InputAttribution equation) {
            return anytime(asked, asked.samples(50), 2, n -> new SmoothGrad(equation, n, noise, statistic));
        }
        return new NoiseTunnel(
                inner,
                asked.samples(50),
                noise,
                statistic,
                new Budget(seconds(parameters), tolerance(parameters)));
    }

    /** Inside of another algorithm, round gradients. */
    private static Interpretation smoothGradient(Asked asked) {
        return new SmoothGrad(
                new Saliency(false),
                asked.samples(50),
                asked.noise(0.1),
                asked.parameters().choice("statistic", SmoothGrad.Statistic.MEAN));
    }

    public static Lime lime(Asked asked) {
        return lime(asked, asked.parameters().positive("samples", 1000));
    }

    public static Lime lime(Asked asked, int samples) {
        Parameters parameters = asked.parameters();
        return new Lime(
                asked.features(),
                asked.hiding(),
                samples,
                new Locality(parameters.above0("kernel_width", 0.25)),
                asked.regression(0));
    }
}
