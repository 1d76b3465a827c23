package ai.interpretdl.image;

import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Superpixels with their sizes, their colours and their neighbours. */
final class Regions {
    private final int[] sizes;
    /** Sums of L*, a* and b* over each region. */
    private final double[][] sums;

    private final List<Set<Integer>> neighbours = new ArrayList<>();

    private Regions(int count) {
        sizes = new int[count];
        sums = new double[count][3];
        for (int i = 0; i < count; i++) {
            neighbours.add(new TreeSet<>());
        }
    }

    static Regions of(Tensor segments, Picture picture) {
        int[] ids = SegmentIds.of(segments, picture);
        Regions regions = new Regions(SegmentIds.count(ids));
        regions.addColours(ids, Planes.lab(picture));
        for (int i = 0; i < ids.length; i++) {
            if ((i + 1) % picture.width() != 0) {
                regions.touch(ids[i], ids[i + 1]);
            }
            if (i + picture.width() < ids.length) {
                regions.touch(ids[i], ids[i + picture.width()]);
            }
        }
        return regions;
    }

    private void addColours(int[] ids, Planes colours) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] >= 0) {
                sizes[ids[i]]++;
                for (int channel = 0; channel < 3; channel++) {
                    sums[ids[i]][channel] += colours.planes[channel][i];
                }
            }
        }
    }

    private void touch(int a, int b) {
        if (a >= 0 && b >= 0 && a != b) {
            neighbours.get(a).add(b);
            neighbours.get(b).add(a);
        }
    }

    int count() {
        return sizes.length;
    }

    int size(int region) {
        return sizes[region];
    }

    double[] sum(int region) {
        return sums[region].clone();
    }

    Set<Integer> neighbours(int region) {
        return new TreeSet<>(neighbours.get(region));
    }
}
