package ai.interpretdl.image;

import ai.interpretdl.image.Hierarchy.Merge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Agglomeration by Ward's criterion (Ward, 1963, "Hierarchical grouping to optimize an objective function"). */
final class WardMerging {
    private record Candidate(double cost, Merge merge) {}

    private static final Comparator<Candidate> CHEAPEST = Comparator.comparingDouble(Candidate::cost)
            .thenComparingInt(candidate -> candidate.merge().first())
            .thenComparingInt(candidate -> candidate.merge().second());

    private static final class Node {
        private final int size;
        private final double[] sum;
        private final Set<Integer> neighbours;
        private boolean isMerged;

        private Node(int size, double[] sum, Set<Integer> neighbours) {
            this.size = size;
            this.sum = sum;
            this.neighbours = neighbours;
        }
    }

    private final List<Node> nodes = new ArrayList<>();
    private final List<Merge> merges = new ArrayList<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(CHEAPEST);
    private final int leaves;

    WardMerging(Regions regions) {
        leaves = regions.count();
        for (int i = 0; i < leaves; i++) {
            nodes.add(new Node(regions.size(i), regions.sum(i), regions.neighbours(i)));
        }
        for (int i = 0; i < leaves; i++) {
            propose(i);
        }
    }

    List<Merge> run() {
        while (merges.size() < leaves - 1) {
            if (queue.isEmpty()) {
                makeAllNeighbours();
            }
            Merge next = queue.remove().merge();
            if (!nodes.get(next.first()).isMerged && !nodes.get(next.second()).isMerged) {
                merge(next);
            }
        }
        return merges;
    }

    private void merge(Merge merge) {
        Node first = nodes.get(merge.first());
        Node second = nodes.get(merge.second());
        first.isMerged = true;
        second.isMerged = true;
        double[] sum = new double[3];
        for (int channel = 0; channel < 3; channel++) {
            sum[channel] = first.sum[channel] + second.sum[channel];
        }
        Set<Integer> around = first.neighbours;
        around.addAll(second.neighbours);
        around.removeIf(node -> nodes.get(node).isMerged);
        int made = nodes.size();
        nodes.add(new Node(first.size + second.size, sum, around));
        around.forEach(node -> nodes.get(node).neighbours.add(made));
        merges.add(merge);
        propose(made);
    }

    /** Offers the unions with neighbours of smaller numbers; each pair is offered once, by its larger number. */
    private void propose(int node) {
        for (int other : nodes.get(node).neighbours) {
            if (other < node) {
                queue.add(new Candidate(cost(nodes.get(other), nodes.get(node)), new Merge(other, node)));
            }
        }
    }

    private static double cost(Node a, Node b) {
        double squared = 0;
        for (int channel = 0; channel < 3; channel++) {
            double difference = a.sum[channel] / a.size - b.sum[channel] / b.size;
            squared += difference * difference;
        }
        return squared * a.size * b.size / ((double) a.size + b.size);
    }

    private void makeAllNeighbours() {
        for (int node = 0; node < nodes.size(); node++) {
            for (int other = 0; other < node && !nodes.get(node).isMerged; other++) {
                if (!nodes.get(other).isMerged) {
                    nodes.get(node).neighbours.add(other);
                    nodes.get(other).neighbours.add(node);
                }
            }
            if (!nodes.get(node).isMerged) {
                propose(node);
            }
        }
    }
}
