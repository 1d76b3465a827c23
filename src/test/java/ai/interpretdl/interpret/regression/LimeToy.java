package ai.interpretdl.interpret.regression;

import ai.interpretdl.interpret.sampling.Masks;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A softmax over three linear classes on a 16 x 16 picture of 16 square superpixels. Absent superpixels have their mean colour. The
 * numbers that InterpretDL gives for it were measured by running its arithmetic.
 */
final class LimeToy {
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] DEVIATION = {0.229, 0.224, 0.225};

    private LimeToy() {}

    /** The probability of class 2 under each mask. */
    static double[] scores(Masks masks) {
        return IntStream.range(0, masks.samples())
                .mapToDouble(sample -> probability(masks.row(sample)))
                .toArray();
    }

    private static double probability(BitSet present) {
        double[] logits = new double[3];
        for (int ch = 0; ch < 3; ch++) {
            for (int r = 0; r < 16; r++) {
                for (int c = 0; c < 16; c++) {
                    int superpixel = 4 * (r / 4) + c / 4;
                    int colour = present.get(superpixel) ? colour(r, c, ch) : meanColour(superpixel, ch);
                    double x = (colour / 255.0 - MEAN[ch]) / DEVIATION[ch];
                    for (int k = 0; k < 3; k++) {
                        logits[k] += weight(k, ch, r, c) * x;
                    }
                }
            }
        }
        double sum = Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2]);
        return Math.exp(logits[2]) / sum;
    }

    private static double weight(int k, int ch, int r, int c) {
        return Math.sin(0.1 * (k + 1) * (r + 1) + 0.2 * (ch + 1) * (c + 1)) / 64;
    }

    private static int colour(int r, int c, int ch) {
        return (7 * r + 13 * c + 29 * ch) % 256;
    }

    private static int meanColour(int superpixel, int ch) {
        int sum = 0;
        for (int i = 0; i < 16; i++) {
            sum += colour(4 * (superpixel / 4) + i / 4, 4 * (superpixel % 4) + i % 4, ch);
        }
        return sum / 16;
    }
}
