package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.BlurIg;
import ai.interpretdl.interpret.input.Deconvnet;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.FeatureOcclusion;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.regression.Locality;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

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
            Map.entry("deep-lift", asked -> new DeepLift(asked.baseline())),
            Map.entry("lrp", Asked::lrp),
            Map.entry("occlusion", Algorithms::occlusion),
            Map.entry("rise", Algorithms::rise),
            Map.entry("smooth-grad", Algorithms::smoothGrad),
            Map.entry("lime", Algorithms::lime)));

    private Algorithms() {}

    /** The algorithm that {@code inner} names. */
    public static Interpretation inner(Asked asked, String otherwise) {
        return asked.parameters()
                .choice("inner", INNER, INNER.getOrDefault(otherwise, any -> new Saliency(false)))
                .apply(asked);
    }

    /** The algorithm that {@code inner} names, of those that are one equation. */
    public static InputAttribution innerAttribution(Asked asked, String otherwise) {
        String name = asked.parameters().text("inner").orElse(otherwise);
        if (name.equals("smooth-grad") || !(inner(asked, otherwise) instanceof InputAttribution attribution)) {
            throw Refusal.of("inner", "is \"" + name + "\", which cannot be inside of another algorithm");
        }
        return attribution;
    }

    public static IntegratedGradients integratedGradients(Asked asked) {
        Parameters parameters = asked.parameters();
        return new IntegratedGradients(
                asked.baseline(),
                asked.quadrature(),
                asked.steps(),
                parameters.flag("multiply_by_inputs", true));
    }

    public static BlurIg blurIg(Asked asked) {
        return new BlurIg(
                asked.parameters().above0("max_sigma", 50), asked.parameters().positive("steps", 50));
    }

    public static GradientShap gradientShap(Asked asked) {
        return new GradientShap(
                asked.distributedBaseline(),
                asked.samples(50),
                asked.noise(0),
                Optional.ofNullable(asked.given().get("coefficients")));
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

    public static Rise rise(Asked asked) {
        Parameters parameters = asked.parameters();
        return new Rise(
                asked.baseline(),
                parameters.positive("samples", 2000),
                parameters.positive("cells", 8),
                parameters.share("keep", 0.5));
    }

    public static SmoothGrad smoothGrad(Asked asked) {
        return new SmoothGrad(
                new Saliency(false),
                asked.samples(50),
                asked.noise(0.1),
                asked.parameters().choice("statistic", SmoothGrad.Statistic.MEAN));
    }

    public static Lime lime(Asked asked) {
        Parameters parameters = asked.parameters();
        return new Lime(
                asked.features(),
                asked.hiding(),
                parameters.positive("samples", 1000),
                new Locality(parameters.above0("kernel_width", 0.25)),
                asked.regression(0));
    }
}
