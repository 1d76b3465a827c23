package ai.interpretdl.image;

import ai.interpretdl.tensor.NumpyRandom;
import ai.interpretdl.tensor.Tensor;

/**
 * Superpixels by mode seeking: every pixel is joined to the nearest one where colours lie denser; chains of such steps end at the modes.
 *
 * <p>Vedaldi and Soatto, 2008, "Quick shift and kernel methods for mode seeking"; the arithmetic, down to ties and the noise that breaks
 * them, is scikit-image's (to version 0.18, whose noise is the Mersenne Twister's), which LIME uses.
 *
 * @param ratio how much colour counts beside distance in the picture
 * @param kernelSize standard deviation, in pixels and units of L*a*b*, of the density estimate; it looks 3 of them far
 * @param maxDistance the longest step, in the same units: larger values make fewer superpixels
 * @param sigma standard deviation of the blur beforehand, in pixels; 0 for none
 * @param seed of the noise
 */
public record Quickshift(double ratio, double kernelSize, double maxDistance, double sigma, int seed)
        implements Segmentation {
    /** What LIME uses on images in InterpretDL. */
    public static final Quickshift LIME = new Quickshift(1, 5, 10, 1, 42);

    public Quickshift {
        if (!(ratio >= 0) || !(kernelSize > 0) || !(maxDistance > 0) || !(sigma >= 0)) {
            throw new IllegalArgumentException("kernelSize " + kernelSize + " and maxDistance " + maxDistance
                    + " must be positive, ratio " + ratio + " and sigma " + sigma + " not negative");
        }
        if (kernelSize > 100) {
            throw new IllegalArgumentException(
                    "kernelSize " + kernelSize + " is more than 100 pixels; resize the picture instead");
        }
    }

    @Override
    public Tensor segments(Picture picture) {
        Planes colours = Planes.lab(picture).blurred(sigma).times(ratio);
        double[] density = new QuickshiftDensity(colours, kernelSize).estimate();
        NumpyRandom noise = new NumpyRandom(seed);
        for (int i = 0; i < density.length; i++) {
            density[i] += noise.normal() * 1e-5;
        }
        int[] parents = new QuickshiftParents(colours, density, reach(), maxDistance).find();
        return Labels.ofParents(parents).toTensor(picture.height(), picture.width());
    }

    private int reach() {
        return (int) Math.ceil(3 * kernelSize);
    }
}
