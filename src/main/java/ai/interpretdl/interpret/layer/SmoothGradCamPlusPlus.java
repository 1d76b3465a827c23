package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;

/**
 * Grad-CAM++ whose derivatives are averaged over noisy copies of the input.
 *
 * <p>Omeiza et al., 2019, arXiv:1908.01224, section 3: the mean of g, of g² and of g³ takes the place of each; the maps are those of the
 * input itself. Without noise it is Grad-CAM++. A forward and a backward pass a sample, and one forward pass up to the layer.
 * The map is no mean of samples: rounds of them average independent maps, see {@link ai.interpretdl.interpret.Anytime}.
 *
 * @param view layer and form of the map
 * @param samples number of noisy copies
 * @param noise what is added
 */
public record SmoothGradCamPlusPlus(MapView view, int samples, Noise noise) implements ClassActivationMap {
    public SmoothGradCamPlusPlus {
        Require.positive(samples, "samples");
        noise.check(samples);
    }

    @Override
    public String name() {
        return "smooth-grad-cam-plus-plus";
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public Expr map(Maps maps) {
        Samples i = maps.f().samples(samples);
        Expr g = maps.at(maps.x().plus(noise.of(maps.f(), maps.x(), i))).gradient();
        Expr second = g.square().mean(i);
        Expr third = g.square().times(g).mean(i);
        return GradCamPlusPlus.weighted(maps.activation(), g.mean(i), second, third);
    }
}
