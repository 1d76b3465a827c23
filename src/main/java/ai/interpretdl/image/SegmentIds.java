package ai.interpretdl.image;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;

/** Superpixel ids as they come from outside, checked. */
final class SegmentIds {
    private SegmentIds() {}

    /** One id a pixel; negative ones belong to nothing. */
    static int[] of(Tensor segments, Picture picture) {
        int pixels = picture.width() * picture.height();
        if (segments.shape().size() != pixels) {
            throw new IllegalArgumentException("segments " + segments.shape() + " do not fit a " + picture
                    + ": it takes [" + picture.height() + ", " + picture.width() + "]");
        }
        return Arrays.stream(segments.longs()).mapToInt(Math::toIntExact).toArray();
    }

    /** How many superpixels there are, all of which must have pixels. */
    static int count(int[] ids) {
        int[] used =
                Arrays.stream(ids).filter(id -> id >= 0).sorted().distinct().toArray();
        if (used.length == 0) {
            throw new IllegalArgumentException("no pixel has a segment id from 0 on");
        }
        for (int i = 0; i < used.length; i++) {
            if (used[i] != i) {
                throw new IllegalArgumentException(
                        "no pixel has segment id " + i + "; number the segments from 0 without gaps");
            }
        }
        return used.length;
    }
}
