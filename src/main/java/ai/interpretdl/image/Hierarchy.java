package ai.interpretdl.image;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A tree over superpixels: which two regions to see as one, step by step until one region is left. Nodes 0 to {@code leaves - 1} are the
 * superpixels; the i-th merge makes node {@code leaves + i}.
 *
 * @param leaves the number of superpixels
 * @param merges {@code leaves - 1} of them, most alike first
 */
public record Hierarchy(int leaves, List<Merge> merges) {
    /**
     * Two nodes seen as one.
     *
     * @param first the node of the smaller number
     * @param second the other
     */
    public record Merge(int first, int second) {}

    public Hierarchy {
        merges = List.copyOf(merges);
        if (merges.size() != leaves - 1) {
            throw new IllegalArgumentException(
                    leaves + " superpixels take " + (leaves - 1) + " merges, not " + merges.size());
        }
    }

    /**
     * Merges neighbours by Ward's criterion: the pair whose union adds least to the squared differences from the mean colour (L*a*b*), which
     * is the squared distance of the means times ab/(a + b) for a and b pixels. When no neighbours are left, regions apart are merged by the
     * same.
     *
     * @param segments one id a pixel, from 0 without gaps; pixels of negative ids belong to no superpixel
     * @throws IllegalArgumentException when the ids do not fit the picture, have a gap, or are all negative
     */
    public static Hierarchy of(Tensor segments, Picture picture) {
        Regions regions = Regions.of(segments, picture);
        return new Hierarchy(regions.count(), new WardMerging(regions).run());
    }

    /** INT64 {@code [leaves - 1, 2]}: the two nodes of each merge. */
    public Tensor toTensor() {
        long[] nodes = merges.stream()
                .flatMapToLong(merge -> LongStream.of(merge.first(), merge.second()))
                .toArray();
        return Tensor.of(nodes, merges.size(), 2);
    }
}
