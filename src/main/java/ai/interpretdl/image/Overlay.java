package ai.interpretdl.image;

import ai.interpretdl.tensor.Tensor;

/**
 * The ways to show an attribution map on a picture.
 *
 * <p>Those of InterpretDL follow its arithmetic to the last grey level; each says how it makes one number of a pixel's channels. Where a map is
 * constant, all zero or not finite, its range would be divided by zero; the picture says so instead.
 */
public enum Overlay {
    /** InterpretDL's {@code grey}: Σ|a| over channels, from its minimum to its 99th percentile, black to white. */
    GREY,
    /** InterpretDL's {@code overlay_grayscale}: 0.4 times the grey picture, in the green channel, and 0.6 times the picture. */
    OVERLAY_GRAYSCALE,
    /** InterpretDL's {@code heatmap}: Σa over channels from minimum to maximum, enlarged bilinearly, in JET's colours. */
    HEATMAP,
    /** InterpretDL's {@code overlay_heatmap}: 0.4 times the heat map and 0.6 times the picture. */
    OVERLAY_HEATMAP,
    /** InterpretDL's {@code overlay_threshold}, for masks of 0 and 1: 0.6 times green where the mask is, and 0.4 times the picture. */
    OVERLAY_THRESHOLD,
    /** The positive overlay of InterpretDL 0.1: the channels' mean of a, clipped to 0..1 and stretched; half of it green over 0.7 times the picture. */
    POSITIVE,
    /** Σ|a| over channels, to its 99.5th percentile, in the colours of {@link ColorMap#UNIFORM}. */
    UNIFORM,
    /** As {@link #UNIFORM}, over the picture in grey, the denser the larger. */
    OVERLAY_UNIFORM,
    /** Σa over channels, symmetric about 0 to the 99.5th percentile of its size: red speaks for the target, blue against it. */
    DIVERGING,
    /** As {@link #DIVERGING}, over the picture in light grey, which shows where the map is near zero. */
    OVERLAY_DIVERGING;

    /**
     * Draws a map.
     *
     * @param map {@code [H, W]}, {@code [C, H, W]} or {@code [1, C, H, W]}; channels may be last if height and width are the picture's. One of another
     *     size is resized bilinearly
     * @param picture what the model saw
     * @return a picture of the same size
     * @throws IllegalArgumentException when the map has another rank, or no element
     */
    public Picture draw(Tensor map, Picture picture) {
        return depict(map, picture).picture();
    }

    /**
     * Draws a map, and tells what its colours mean: a bar with the numbers at its ends, of the attributions added over channels. Where nothing
     * stands out there is none, and the picture says why.
     *
     * @param map as {@link #draw} takes it
     * @param picture what the model saw
     * @throws IllegalArgumentException when the map has another rank, or no element
     */
    public Depiction depict(Tensor map, Picture picture) {
        Painted painted = paint(map, picture);
        Picture told = painted.map()
                .remark()
                .map(remark -> Caption.on(painted.picture(), remark))
                .orElse(painted.picture());
        return new Depiction(told, painted.legend());
    }

    private Painted paint(Tensor map, Picture picture) {
        return switch (this) {
            case GREY -> Painters.grey(map, picture);
            case OVERLAY_GRAYSCALE -> Painters.green(map, picture);
            case HEATMAP -> Painters.heat(map, picture);
            case OVERLAY_HEATMAP -> Painters.heatOverlay(map, picture);
            case OVERLAY_THRESHOLD -> Painters.mask(map, picture);
            case POSITIVE -> Painters.positive(map, picture);
            case UNIFORM -> Painters.uniform(map, picture);
            case OVERLAY_UNIFORM -> Painters.uniformOverlay(map, picture);
            case DIVERGING -> Painters.diverging(map, picture);
            case OVERLAY_DIVERGING -> Painters.divergingOverlay(map, picture);
        };
    }

    /** A picture, the map that it shows, and what its colours mean. */
    record Painted(Picture picture, PixelMap map, Legend legend) {}
}
