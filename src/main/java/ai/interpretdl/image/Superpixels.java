package ai.interpretdl.image;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Superpixels and their weights as maps and pictures. Segments are one id a pixel; negative ids belong to no superpixel. */
public final class Superpixels {
    /** The share of superpixels that InterpretDL marks. */
    public static final double MARKED = 0.2;

    private static final int GREEN = 0x00ff00;
    private static final int YELLOW = 0xffff00;

    /** What the colours of {@link #highlight} and {@link Overlay#OVERLAY_THRESHOLD} mean. */
    public static final Legend MARKS = new Legend.Keys(List.of(new Legend.Key("speaks most for it", GREEN)));

    /** What the colour of {@link #outline} means. */
    public static final Legend BORDERS = new Legend.Keys(List.of(new Legend.Key("border of superpixels", YELLOW)));

    private Superpixels() {}

    /**
     * A map in which every pixel has the weight of its superpixel.
     *
     * @param segments INT64 {@code [H, W]}
     * @param weights one a superpixel
     * @return FLOAT {@code [H, W]}; 0 where no superpixel is
     * @throws IllegalArgumentException when an id has no weight
     */
    public static Tensor paint(Tensor segments, Tensor weights) {
        float[] each = weights.floats();
        long[] ids = segments.longs();
        float[] map = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] >= each.length) {
                throw new IllegalArgumentException("segment " + ids[i] + " has no weight among the " + each.length);
            }
            map[i] = ids[i] < 0 ? 0 : each[(int) ids[i]];
        }
        return Tensor.of(map, segments.shape().dims());
    }

    /**
     * A map that is 1 on the most important of the superpixels that speak for the target, as InterpretDL marks them: of those with positive
     * weight, the first {@code share} of the number of all, rounded down.
     *
     * @return FLOAT {@code [H, W]} of 0 and 1, for {@link Overlay#OVERLAY_THRESHOLD}
     */
    public static Tensor mark(Tensor segments, Tensor weights, double share) {
        float[] each = weights.floats();
        Set<Integer> marked = IntStream.range(0, each.length)
                .boxed()
                .filter(id -> each[id] > 0)
                .sorted(Comparator.comparingDouble(id -> -each[id]))
                .limit((long) (share * each.length))
                .collect(Collectors.toSet());
        float[] ones = new float[each.length];
        marked.forEach(id -> ones[id] = 1);
        return paint(segments, Tensor.of(ones, ones.length));
    }

    /**
     * The picture with the borders between superpixels in yellow, one pixel wide.
     *
     * @throws IllegalArgumentException when there is not one id a pixel
     */
    public static Picture outline(Tensor segments, Picture picture) {
        int[] ids = SegmentIds.of(segments, picture);
        return picture.recoloured((i, colour) -> isBorder(ids, i, picture.width()) ? YELLOW : colour);
    }

    /**
     * Marked superpixels as InterpretDL 0.1 showed them: green at its most, a yellow line round them.
     *
     * @param mark {@code [H, W]}, from {@link #mark}
     * @throws IllegalArgumentException when there is not one number a pixel
     */
    public static Picture highlight(Tensor mark, Picture picture) {
        int[] inside = SegmentIds.of(mark, picture);
        Picture green = picture.recoloured((i, colour) -> inside[i] > 0 ? colour | GREEN : colour);
        boolean nothing = Arrays.stream(inside).allMatch(value -> value == 0);
        return nothing ? Caption.on(picture, "nothing for it") : outline(mark, green);
    }

    private static boolean isBorder(int[] ids, int i, int width) {
        boolean right = (i + 1) % width != 0 && ids[i] != ids[i + 1];
        return right || (i + width < ids.length && ids[i] != ids[i + width]);
    }
}
