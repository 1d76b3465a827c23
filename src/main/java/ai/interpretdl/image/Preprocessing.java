package ai.interpretdl.image;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * From a picture to a model's input, as the model was trained.
 *
 * @param fits how the picture comes to the model's size, applied in order; empty: it stays as it is
 * @param channels which colours the model sees, in which order
 * @param normalisation from 0..255 to the model's numbers
 * @param layout where the channel axis lies
 */
public record Preprocessing(List<Fit> fits, Channels channels, Normalisation normalisation, Layout layout) {
    /** Shorter side 256, middle 224x224, ImageNet's mean and standard deviation: what most published classifiers expect. */
    public static final Preprocessing IMAGENET = new Preprocessing(
            List.of(new Fit.ShorterSide(256), new Fit.CentreCrop(224, 224)),
            Channels.RGB,
            Normalisation.IMAGENET,
            Layout.NCHW);

    /** The colours a model sees. */
    public enum Channels {
        RGB,
        BGR,
        /** One channel: 0.299 red, 0.587 green, 0.114 blue (ITU-R BT.601), rounded. */
        GREY;

        /** How many. */
        public int count() {
            return this == GREY ? 1 : 3;
        }

        private int pick(Picture picture, int pixel, int channel) {
            byte[] rgb = picture.pixels();
            if (this == GREY) {
                return Grey.luma(rgb[3 * pixel] & 0xff, rgb[3 * pixel + 1] & 0xff, rgb[3 * pixel + 2] & 0xff);
            }
            return rgb[3 * pixel + source(channel)] & 0xff;
        }

        private void put(byte[] rgb, int pixel, int channel, int value) {
            if (this == GREY) {
                Arrays.fill(rgb, 3 * pixel, 3 * pixel + 3, (byte) value);
            } else {
                rgb[3 * pixel + source(channel)] = (byte) value;
            }
        }

        private int source(int channel) {
            return this == BGR ? 2 - channel : channel;
        }
    }

    /** Where the channel axis lies. */
    public enum Layout {
        /** {@code [N, C, H, W]}. */
        NCHW,
        /** {@code [N, H, W, C]}. */
        NHWC;

        private long[] dims(int channels, int height, int width) {
            return this == NCHW ? new long[] {1, channels, height, width} : new long[] {1, height, width, channels};
        }

        private int index(int pixel, int channel, int pixels, int channels) {
            return this == NCHW ? channel * pixels + pixel : pixel * channels + channel;
        }
    }

    public Preprocessing {
        fits = List.copyOf(fits);
        if (normalisation.mean().size() < channels.count()) {
            throw new IllegalArgumentException(
                    "mean and std have " + normalisation.mean().size() + " numbers, but " + channels + " has "
                            + channels.count() + " channels");
        }
    }

    /** The model's input for a picture: FLOAT {@code [1, C, H, W]} or {@code [1, H, W, C]}. */
    public Tensor apply(Picture picture) {
        return normalise(resized(picture));
    }

    /** The picture that the model sees, before its numbers are normalised; explanations are drawn on it. */
    public Picture resized(Picture picture) {
        Picture result = picture;
        for (Fit fit : fits) {
            result = fit.apply(result);
        }
        return result;
    }

    /** A picture of the right size as the model's input: FLOAT {@code [1, C, H, W]} or {@code [1, H, W, C]}. */
    public Tensor normalise(Picture resized) {
        int pixels = resized.width() * resized.height();
        float[] values = new float[channels.count() * pixels];
        for (int channel = 0; channel < channels.count(); channel++) {
            float[] table = table(channel);
            for (int i = 0; i < pixels; i++) {
                values[layout.index(i, channel, pixels, channels.count())] = table[channels.pick(resized, i, channel)];
            }
        }
        return Tensor.of(values, layout.dims(channels.count(), resized.height(), resized.width()));
    }

    private float[] table(int channel) {
        float[] table = new float[256];
        for (int value = 0; value < 256; value++) {
            table[value] = normalisation.of(value, channel);
        }
        return table;
    }

    /**
     * The picture that a model's input shows, the inverse of {@link #normalise}. Numbers outside the colours are clipped.
     *
     * @param row one input, with or without its batch axis of 1
     * @throws IllegalArgumentException when it has another rank, or other channels than this preprocessing makes
     */
    public Picture restore(Tensor row) {
        Shape shape = row.shape();
        int first = shape.rank() - 3;
        int channelAxis = layout == Layout.NCHW ? first : first + 2;
        if (first < 0 || first > 1 || (first == 1 && shape.dim(0) != 1) || shape.dim(channelAxis) != channels.count()) {
            throw new IllegalArgumentException("a tensor " + shape + " is no single picture of " + channels.count()
                    + " channels in layout " + layout);
        }
        int height = (int) shape.dim(layout == Layout.NCHW ? first + 1 : first);
        int width = (int) shape.dim(layout == Layout.NCHW ? first + 2 : first + 1);
        float[] values = row.floats();
        byte[] rgb = new byte[3 * width * height];
        for (int channel = 0; channel < channels.count(); channel++) {
            for (int i = 0; i < width * height; i++) {
                float number = values[layout.index(i, channel, width * height, channels.count())];
                channels.put(rgb, i, channel, normalisation.restore(number, channel));
            }
        }
        return Picture.owning(width, height, rgb);
    }
}
