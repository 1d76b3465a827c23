package ai.interpretdl.image;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;

/** Superpixel ids without gaps, in the order in which they are first needed. */
final class Labels {
    private final int[] ids;
    private final int count;

    private Labels(int[] ids, int count) {
        this.ids = ids;
        this.count = count;
    }

    /** Numbers a forest's trees by the rank of their roots; a root is its own parent. */
    static Labels ofParents(int[] parents) {
        int[] rank = new int[parents.length];
        int count = 0;
        for (int i = 0; i < parents.length; i++) {
            rank[i] = parents[i] == i ? count++ : -1;
        }
        int[] ids = new int[parents.length];
        for (int i = 0; i < parents.length; i++) {
            int root = i;
            while (parents[root] != root) {
                root = parents[root];
            }
            ids[i] = rank[root];
        }
        return new Labels(ids, count);
    }

    /** Numbers the groups of a partition by their first pixels. */
    static Labels of(DisjointSets sets) {
        int[] names = new int[sets.size()];
        Arrays.fill(names, -1);
        int[] ids = new int[sets.size()];
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            int root = sets.find(i);
            if (names[root] < 0) {
                names[root] = count++;
            }
            ids[i] = names[root];
        }
        return new Labels(ids, count);
    }

    int count() {
        return count;
    }

    int of(int pixel) {
        return ids[pixel];
    }

    Tensor toTensor(int height, int width) {
        return Tensor.of(Arrays.stream(ids).asLongStream().toArray(), height, width);
    }
}
