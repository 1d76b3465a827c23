package ai.interpretdl.interpret.regression;

import ai.interpretdl.interpret.sampling.Masks;
import java.util.stream.IntStream;

/**
 * What a perturbed input counts in a local fit: exp(-distance² / 2 width²).
 *
 * <p>Ribeiro et al., 2016, arXiv:1602.04938, section 3.4. (InterpretDL writes the same as √exp(-distance² / width²).)
 *
 * @param width the distance at which the weight has fallen to exp(-½), positive; InterpretDL takes 0.25 for cosine distances
 */
public record Locality(double width) {
    public Locality {
        if (!(width > 0)) {
            throw new IllegalArgumentException("width is " + width + ", not positive");
        }
    }

    public double weight(double distance) {
        return Math.exp(-distance * distance / (2 * width * width));
    }

    /** The weight of each mask, by its cosine distance 1 - √(present / features) from the mask that has everything. */
    public double[] weights(Masks masks) {
        return IntStream.range(0, masks.samples())
                .mapToDouble(sample -> (double) masks.row(sample).cardinality() / masks.features())
                .map(share -> weight(1 - Math.sqrt(share)))
                .toArray();
    }

    /** One less the cosine of the angle between two vectors; 1 when either is zero. */
    public static double cosineDistance(double[] a, double[] b) {
        double lengths = Math.sqrt(Observations.dot(a, a) * Observations.dot(b, b));
        return lengths == 0 ? 1 : 1 - Observations.dot(a, b) / lengths;
    }
}
