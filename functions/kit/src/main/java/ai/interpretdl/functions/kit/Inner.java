package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.attention.AttentionXGradient;
import ai.interpretdl.interpret.attention.Rollout;
import ai.interpretdl.interpret.input.Deconvnet;
import ai.interpretdl.interpret.input.ExactShapley;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.layer.AblationCam;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.interpret.layer.FullGrad;
import ai.interpretdl.interpret.layer.GradCamPlusPlus;
import ai.interpretdl.interpret.layer.GuidedGradCam;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.interpret.layer.LayerCam;
import ai.interpretdl.interpret.layer.LayerDeepLift;
import ai.interpretdl.interpret.layer.LayerFeatureAblation;
import ai.interpretdl.interpret.layer.LayerGradient;
import ai.interpretdl.interpret.layer.LayerGradientXActivation;
import ai.interpretdl.interpret.layer.LayerLrp;
import ai.interpretdl.interpret.layer.NeuronGradient;
import ai.interpretdl.interpret.layer.XGradCam;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Algorithms by name that another one may have inside: all that give attributions, with the parameters that their functions have. */
public final class Inner {
    private static final String FIELD = "inner";
    private static final String USUAL = "saliency";
    private static final String SMOOTH = "smooth-grad";

    private static final Map<String, Function<Asked, Interpretation>> BY_THE_INPUT = Map.ofEntries(
            Map.entry(USUAL, asked -> new Saliency(asked.parameters().flag("absolute", false))),
            Map.entry("input-x-gradient", asked -> new InputXGradient()),
            Map.entry("guided-backprop", asked -> new GuidedBackprop()),
            Map.entry("deconvnet", asked -> new Deconvnet()),
            Map.entry("integrated-gradients", Algorithms::integratedGradients),
            Map.entry("blur-ig", Algorithms::blurIg),
            Map.entry("gradient-shap", Algorithms::gradientShap),
            Map.entry("deep-lift", Algorithms::deepLift),
            Map.entry("deep-lift-shap", Algorithms::deepLiftShap),
            Map.entry("guided-ig", Algorithms::guidedIg),
            Map.entry("xrai", Scales::xrai),
            Map.entry("lrp", Algorithms::lrp),
            Map.entry("occlusion", Algorithms::occlusion),
            Map.entry("feature-ablation", Algorithms::featureAblation),
            Map.entry("feature-permutation", Hiding::featurePermutation),
            Map.entry("rise", Algorithms::rise),
            Map.entry("sobol", Hiding::sobol),
            Map.entry("hsic", Hiding::hsic),
            Map.entry("lime", Algorithms::lime),
            Map.entry("kernel-shap", Hiding::kernelShap),
            Map.entry("shapley-values", asked -> new ExactShapley(asked.groups(), asked.hiding())),
            Map.entry("shapley-sampling", Hiding::shapleySampling),
            Map.entry("permutation-shap", Hiding::permutationShap),
            Map.entry("partition-shap", Hiding::partitionShap),
            Map.entry("norm-lime", Learning::normLime),
            Map.entry("fast-norm-lime", Learning::fastNormLime),
            Map.entry("lime-prior", Learning::limePrior),
            Map.entry("g-lime", Learning::gLime));

    private static final Map<String, Function<Asked, Interpretation>> BY_A_LAYER = Map.ofEntries(
            Map.entry("grad-cam", Layers::gradCam),
            Map.entry("grad-cam-plus-plus", asked -> new GradCamPlusPlus(asked.view())),
            Map.entry("smooth-grad-cam-plus-plus", Layers::smoothGradCamPlusPlus),
            Map.entry("x-grad-cam", asked -> new XGradCam(asked.view())),
            Map.entry("layer-cam", asked -> new LayerCam(asked.view())),
            Map.entry("hi-res-cam", asked -> new HiResCam(asked.view())),
            Map.entry("eigen-cam", asked -> new EigenCam(asked.view())),
            Map.entry("ablation-cam", asked -> new AblationCam(asked.view())),
            Map.entry("score-cam", Layers::scoreCam),
            Map.entry("guided-grad-cam", asked -> new GuidedGradCam(asked.layer(), asked.interpolation())),
            Map.entry("full-grad", asked -> new FullGrad(asked.interpolation())),
            Map.entry("layer-activation", asked -> new LayerActivation(asked.layer())),
            Map.entry("layer-gradient", asked -> new LayerGradient(asked.layer())),
            Map.entry("layer-gradient-x-activation", asked -> new LayerGradientXActivation(asked.layer())),
            Map.entry("layer-conductance", Layers::conductance),
            Map.entry("layer-integrated-gradients", Layers::integratedGradients),
            Map.entry("layer-deep-lift", asked -> new LayerDeepLift(asked.layer(), asked.baseline())),
            Map.entry("layer-lrp", asked -> new LayerLrp(asked.layer(), Algorithms.lrp(asked))),
            Map.entry("layer-feature-ablation", asked -> new LayerFeatureAblation(asked.layer())),
            Map.entry("internal-influence", Layers::internalInfluence),
            Map.entry("neuron-gradient", asked -> new NeuronGradient(asked.neuron())),
            Map.entry("neuron-integrated-gradients", Layers::neuronIntegratedGradients),
            Map.entry("neuron-conductance", Layers::neuronConductance));

    private static final Map<String, Function<Asked, Interpretation>> BY_ATTENTION = Map.of(
            "rollout", asked -> new Rollout(Attention.scope(asked.parameters())),
            "attention-x-gradient",
                    asked -> new AttentionXGradient(
                            Attention.scope(asked.parameters()),
                            asked.parameters().flag("rectified", false)),
            "generic-attention", asked -> Attention.generic(asked.parameters()),
            "bidirectional-transformer", asked -> Attention.bidirectional(asked.parameters()),
            "tam", asked -> Attention.transitions(asked.parameters()));

    private static final Map<String, Function<Asked, Interpretation>> ALL = new TreeMap<>(BY_THE_INPUT);

    static {
        ALL.putAll(BY_A_LAYER);
        ALL.putAll(BY_ATTENTION);
    }

    /** What cannot be averaged over noisy copies, and why. */
    private static final Map<String, String> NEVER_SMOOTHED = Map.of(
            SMOOTH,
            "adds noise to noise: one larger sigma does the same",
            "consensus",
            "asks several models: it takes smooth-grad as its own inner");

    private Inner() {}

    /** Every name that smooth-grad takes. */
    public static Set<String> names() {
        return Set.copyOf(ALL.keySet());
    }

    /** What smooth-grad goes round: {@code inner} (saliency). */
    static Interpretation smoothed(Asked asked) {
        asked.parameters().text(FIELD).filter(NEVER_SMOOTHED::containsKey).ifPresent(name -> {
            throw Refusal.of(FIELD, "is \"" + name + "\", which " + NEVER_SMOOTHED.get(name));
        });
        return asked.parameters()
                .choice(FIELD, ALL, ALL.getOrDefault(USUAL, any -> new Saliency(false)))
                .apply(asked);
    }

    /** What each model of a consensus is asked: {@code inner} (smooth-grad round gradients). */
    public static Interpretation agreed(Asked asked) {
        Map<String, Function<Asked, Interpretation>> all = new TreeMap<>(ALL);
        all.put(SMOOTH, Algorithms::smoothGradient);
        return asked.parameters().choice(FIELD, all, Algorithms::smoothGradient).apply(asked);
    }
}
