package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Grid;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.FeaturePermutation;
import ai.interpretdl.interpret.input.HsicAttribution;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.PartitionShap;
import ai.interpretdl.interpret.input.PermutationShap;
import ai.interpretdl.interpret.input.ShapleySampling;
import ai.interpretdl.interpret.input.SobolAttribution;

/** How the parameters of algorithms are read that hide features: {@code samples}, what a feature is, what hides it, {@code max_seconds}, {@code tolerance}. */
public final class Hiding {
    private Hiding() {}

    public static Interpretation kernelShap(Asked asked) {
        Features features = asked.groups();
        Baseline baseline = asked.distributedHiding();
        int samples = samples(asked, 1000);
        int least = Math.max(4, asked.leastOfFit(features, samples));
        return Algorithms.anytime(asked, samples, least, n -> new KernelShap(features, baseline, n));
    }

    public static Interpretation shapleySampling(Asked asked) {
        Features features = asked.groups();
        Baseline baseline = asked.hiding();
        return Algorithms.anytime(asked, samples(asked, 25), 2, n -> new ShapleySampling(features, baseline, n));
    }

    public static Interpretation permutationShap(Asked asked) {
        Features features = asked.groups();
        Baseline baseline = asked.hiding();
        return Algorithms.anytime(asked, samples(asked, 10), 1, n -> new PermutationShap(features, baseline, n));
    }

    public static Interpretation partitionShap(Asked asked) {
        Features features = asked.groups();
        return new PartitionShap(
                features, asked.hiding(), Trees.of(asked, features), samples(asked, 500), Algorithms.budget(asked));
    }

    public static Interpretation sobol(Asked asked) {
        Features features = asked.features(new Grid(8, 8));
        Baseline baseline = asked.baseline();
        return Algorithms.anytime(asked, samples(asked, 32), 2, n -> new SobolAttribution(features, baseline, n));
    }

    public static Interpretation hsic(Asked asked) {
        Features features = asked.features(new Grid(8, 8));
        Baseline baseline = asked.hiding();
        return Algorithms.anytime(asked, samples(asked, 500), 4, n -> new HsicAttribution(features, baseline, n));
    }

    public static Interpretation featurePermutation(Asked asked) {
        Features features = asked.groups();
        return Algorithms.anytime(asked, samples(asked, 10), 1, n -> new FeaturePermutation(features, n));
    }

    private static int samples(Asked asked, int otherwise) {
        return asked.parameters().positive("samples", otherwise);
    }
}
