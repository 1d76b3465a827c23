package ai.interpretdl.image;

import java.util.Arrays;

/** The pairs of neighbouring pixels, from the most alike to the least; equal ones in reading order. */
final class PixelEdges {
    private final int pixels;
    private final int[] steps;
    /** The difference as float bits, which order like the numbers they are, above the place: direction, then pixel. */
    private final long[] sorted;

    private PixelEdges(int pixels, int[] steps, long[] sorted) {
        this.pixels = pixels;
        this.steps = steps;
        this.sorted = sorted;
    }

    /** Neighbours to the right, below, and on both diagonals below. */
    static PixelEdges of(Planes colours) {
        int width = colours.width;
        int pixels = width * colours.height;
        int[] steps = {1, width, width + 1, width - 1};
        int[] rightward = {1, 0, 1, -1};
        long[] edges = new long[4 * pixels];
        int count = 0;
        for (int direction = 0; direction < 4; direction++) {
            for (int i = 0; i < pixels - (direction == 0 ? 0 : width); i++) {
                int column = i % width + rightward[direction];
                if (column >= 0 && column < width) {
                    int bits = Float.floatToIntBits(difference(colours, i, i + steps[direction]));
                    edges[count++] = (long) bits << 32 | direction * pixels + i;
                }
            }
        }
        long[] sorted = Arrays.copyOf(edges, count);
        Arrays.parallelSort(sorted);
        return new PixelEdges(pixels, steps, sorted);
    }

    private static float difference(Planes colours, int a, int b) {
        double sum = 0;
        for (double[] plane : colours.planes) {
            sum += (plane[a] - plane[b]) * (plane[a] - plane[b]);
        }
        return (float) Math.sqrt(sum);
    }

    int count() {
        return sorted.length;
    }

    int first(int edge) {
        return (int) sorted[edge] % pixels;
    }

    int second(int edge) {
        return first(edge) + steps[(int) sorted[edge] / pixels];
    }

    float difference(int edge) {
        return Float.intBitsToFloat((int) (sorted[edge] >>> 32));
    }

    /** Joins every set of fewer members to the neighbour that it is most alike to. */
    void absorbSmall(DisjointSets sets, int fewest) {
        for (int edge = 0; edge < count(); edge++) {
            int a = sets.find(first(edge));
            int b = sets.find(second(edge));
            if (a != b && (sets.members(a) < fewest || sets.members(b) < fewest)) {
                sets.join(a, b);
            }
        }
    }
}
