package ai.interpretdl.image;

import java.util.List;

/**
 * From 8-bit colours to a model's numbers: {@code (value · scale - mean) / std}, for each channel in the model's order.
 *
 * @param scale what a step of one grey level becomes; 1/255 maps colours to 0..1
 * @param mean in units after scaling, one a channel
 * @param std in units after scaling, one a channel
 */
public record Normalisation(double scale, List<Double> mean, List<Double> std) {
    /** Colours as they are, 0 to 255. */
    public static final Normalisation NONE = new Normalisation(1, List.of(0., 0., 0.), List.of(1., 1., 1.));

    /** Colours from 0 to 1. */
    public static final Normalisation UNIT = new Normalisation(1 / 255., NONE.mean, NONE.std);

    /** ImageNet's mean and standard deviation, red first, as nearly all classifiers of that data set expect. */
    public static final Normalisation IMAGENET =
            new Normalisation(1 / 255., List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    public Normalisation {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (!(scale > 0) || std.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException("scale " + scale + " and std " + std + " must be positive");
        }
        if (mean.size() != std.size()) {
            throw new IllegalArgumentException(
                    "mean " + mean + " and std " + std + " must have one number a channel each");
        }
    }

    /** What the colour 0 to 255 becomes in a channel: 64-bit steps, each rounded to 32 bits, as NumPy does it in place. */
    float of(int value, int channel) {
        float scaled = (float) (value * scale);
        float centred = (float) (scaled - mean.get(channel));
        return (float) (centred / std.get(channel));
    }

    /** The nearest colour, 0 to 255, to a model's number; 0 for NaN. */
    int restore(float number, int channel) {
        double value = (number * std.get(channel) + mean.get(channel)) / scale;
        return (int) Math.max(0, Math.min(255, value + 0.5));
    }
}
