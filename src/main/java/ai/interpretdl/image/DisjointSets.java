package ai.interpretdl.image;

/** A partition that only grows coarser (union by size, with path halving). */
final class DisjointSets {
    private final int[] parent;
    private final int[] members;

    DisjointSets(int size) {
        parent = new int[size];
        members = new int[size];
        for (int i = 0; i < size; i++) {
            parent[i] = i;
            members[i] = 1;
        }
    }

    int size() {
        return parent.length;
    }

    int find(int element) {
        int at = element;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** How many elements the set of this root has. */
    int members(int root) {
        return members[root];
    }

    /** Joins the sets of two different roots, and gives the root of both. */
    int join(int a, int b) {
        int larger = members[a] >= members[b] ? a : b;
        int smaller = larger == a ? b : a;
        parent[smaller] = larger;
        members[larger] += members[smaller];
        return larger;
    }
}
