package ai.interpretdl.image;

import ai.interpretdl.tensor.Tensor;

/**
 * Superpixels that follow evidence for a boundary: two regions are joined unless the difference between them exceeds that within them.
 *
 * <p>Felzenszwalb and Huttenlocher, 2004, "Efficient graph-based image segmentation", on a graph of eight neighbours; the scale is in
 * grey levels, as in scikit-image.
 *
 * @param scale larger values make larger superpixels
 * @param sigma standard deviation of the blur beforehand, in pixels; 0 for none
 * @param minSize the fewest pixels of a superpixel
 */
public record Felzenszwalb(double scale, double sigma, int minSize) implements Segmentation {
    /** About 70 to 200 superpixels of a photograph of 224x224 pixels. */
    public static final Felzenszwalb DEFAULT = new Felzenszwalb(200, 0.8, 20);

    public Felzenszwalb {
        if (!(scale >= 0) || !(sigma >= 0) || minSize < 1) {
            throw new IllegalArgumentException("scale " + scale + " and sigma " + sigma
                    + " must not be negative, and minSize " + minSize + " positive");
        }
    }

    @Override
    public Tensor segments(Picture picture) {
        PixelEdges edges = PixelEdges.of(Planes.rgb(picture).blurred(sigma));
        DisjointSets sets = new DisjointSets(picture.width() * picture.height());
        joinTheAlike(edges, sets);
        edges.absorbSmall(sets, minSize);
        return Labels.of(sets).toTensor(picture.height(), picture.width());
    }

    /** Algorithm 1 of the paper: a region bears differences up to its largest inner one plus scale/size. */
    private void joinTheAlike(PixelEdges edges, DisjointSets sets) {
        double tolerance = scale / 255;
        double[] inner = new double[sets.size()];
        for (int edge = 0; edge < edges.count(); edge++) {
            int a = sets.find(edges.first(edge));
            int b = sets.find(edges.second(edge));
            double difference = edges.difference(edge);
            if (a != b
                    && difference < inner[a] + tolerance / sets.members(a)
                    && difference < inner[b] + tolerance / sets.members(b)) {
                inner[sets.join(a, b)] = difference;
            }
        }
    }
}
