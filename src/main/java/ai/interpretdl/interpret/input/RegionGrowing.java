package ai.interpretdl.interpret.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Regions that join by the mean of what they add; for XRAI. Each pixel's part is taken off its regions once, so it takes no more than all regions have pixels. */
final class RegionGrowing {
    private final double[] pixels;
    private final int height;
    private final int width;
    private final int smallest;
    /** The pixels of each region. */
    private final List<int[]> regions = new ArrayList<>();

    RegionGrowing(double[] pixels, int height, int width, int smallest) {
        this.pixels = pixels;
        this.height = height;
        this.width = width;
        this.smallest = smallest;
    }

    /** Adds the regions of a segmentation, each grown by a disc. */
    void add(long[] ids, int dilation) {
        int count = (int) Arrays.stream(ids).max().orElse(-1) + 1;
        int[][] disc = disc(dilation);
        List<List<Integer>> members = new ArrayList<>();
        int[] stamp = new int[ids.length];
        int[] found = new int[ids.length];
        for (int region = 0; region < count; region++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] >= 0) {
                members.get((int) ids[i]).add(i);
            }
        }
        for (int region = 0; region < count; region++) {
            regions.add(grown(members.get(region), disc, stamp, region + 1, found));
        }
    }

    private static int[][] disc(int radius) {
        List<int[]> steps = new ArrayList<>();
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
                if (dx * dx + dy * dy <= radius * radius) {
                    steps.add(new int[] {dy, dx});
                }
            }
        }
        return steps.toArray(int[][]::new);
    }

    /**
     * @param stamp has the mark where a pixel is in already
     * @param found room for as many pixels as there are
     */
    private int[] grown(List<Integer> members, int[][] disc, int[] stamp, int mark, int[] found) {
        int size = 0;
        for (int pixel : members) {
            for (int[] step : disc) {
                int y = pixel / width + step[0];
                int x = pixel % width + step[1];
                boolean inside = y >= 0 && y < height && x >= 0 && x < width;
                if (inside && stamp[y * width + x] != mark) {
                    stamp[y * width + x] = mark;
                    found[size++] = y * width + x;
                }
            }
        }
        return Arrays.copyOf(found, size);
    }

    /** For each pixel the mean of what came with it; what no region brought has the mean of that rest. */
    double[] densities() {
        double[] sums = new double[regions.size()];
        int[] counts = new int[regions.size()];
        List<List<Integer>> regionsOf = new ArrayList<>();
        Arrays.stream(pixels).forEach(p -> regionsOf.add(new ArrayList<>()));
        for (int region = 0; region < counts.length; region++) {
            for (int pixel : regions.get(region)) {
                regionsOf.get(pixel).add(region);
                sums[region] += pixels[pixel];
            }
            counts[region] = regions.get(region).length;
        }
        double[] densities = new double[pixels.length];
        boolean[] taken = new boolean[pixels.length];
        for (int best = densest(sums, counts); best >= 0; best = densest(sums, counts)) {
            double density = sums[best] / counts[best];
            for (int pixel : regions.get(best)) {
                if (!taken[pixel]) {
                    taken[pixel] = true;
                    densities[pixel] = density;
                    regionsOf.get(pixel).forEach(region -> {
                        sums[region] -= pixels[pixel];
                        counts[region]--;
                    });
                }
            }
        }
        fillRest(densities, taken);
        return densities;
    }

    /** The region that would add most a pixel, of those that would add enough; -1 when there is none. */
    private int densest(double[] sums, int[] counts) {
        int best = -1;
        for (int region = 0; region < counts.length; region++) {
            boolean enough = counts[region] >= smallest;
            if (enough && (best < 0 || sums[region] / counts[region] > sums[best] / counts[best])) {
                best = region;
            }
        }
        return best;
    }

    private void fillRest(double[] densities, boolean[] taken) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < taken.length; i++) {
            sum += taken[i] ? 0 : pixels[i];
            count += taken[i] ? 0 : 1;
        }
        for (int i = 0; i < taken.length; i++) {
            densities[i] = taken[i] ? densities[i] : sum / count;
        }
    }
}
