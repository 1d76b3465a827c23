package ai.interpretdl.image;

import ai.interpretdl.tensor.Tensor;

/**
 * Compact superpixels of about equal size: k-means over colour and place, each centre looking only at its surroundings.
 *
 * <p>Achanta et al., 2012, "SLIC superpixels compared to state-of-the-art superpixel methods", ten iterations. Stray pieces smaller than a
 * quarter of the usual size join the neighbour whose colour is nearest; seeds are not moved to the lowest gradient.
 *
 * @param segments about how many
 * @param compactness how much place counts beside colour (L*a*b*): 1 follows edges, 100 gives squares
 */
public record Slic(int segments, double compactness) implements Segmentation {
    /** 100 superpixels, compactness 10. */
    public static final Slic DEFAULT = new Slic(100, 10);

    private static final int ITERATIONS = 10;

    public Slic {
        if (segments < 1 || !(compactness > 0)) {
            throw new IllegalArgumentException(
                    "segments " + segments + " and compactness " + compactness + " must be positive");
        }
    }

    @Override
    public Tensor segments(Picture picture) {
        Planes colours = Planes.lab(picture);
        SlicClusters clusters = new SlicClusters(colours, segments, compactness);
        for (int i = 0; i < ITERATIONS; i++) {
            clusters.assign();
            clusters.recentre();
        }
        DisjointSets pieces = clusters.pieces();
        int usual = picture.width() * picture.height() / segments;
        PixelEdges.of(colours).absorbSmall(pieces, Math.max(1, usual / 4));
        return Labels.of(pieces).toTensor(picture.height(), picture.width());
    }
}
