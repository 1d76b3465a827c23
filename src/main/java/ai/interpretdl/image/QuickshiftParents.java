package ai.interpretdl.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * For each pixel the nearest one of strictly higher density, or itself where none lies near enough; of equally near ones the first.
 *
 * <p>Neighbours are met from the inside out, and the search ends as soon as place alone is farther than the best found.
 */
final class QuickshiftParents {
    /** A neighbour, so many rows below and columns to the right, at a squared distance in the picture. */
    private record Neighbour(int down, int right, int squared) {}

    private final Planes colours;
    private final double[] density;
    private final double maxDistance;
    private final Neighbour[] neighbours;

    QuickshiftParents(Planes colours, double[] density, int reach, double maxDistance) {
        this.colours = colours;
        this.density = density;
        this.maxDistance = maxDistance;
        this.neighbours = neighbours(reach, maxDistance);
    }

    private static Neighbour[] neighbours(int reach, double maxDistance) {
        List<Neighbour> all = new ArrayList<>();
        for (int down = -reach; down <= reach; down++) {
            for (int right = -reach; right <= reach; right++) {
                int squared = down * down + right * right;
                if (squared > 0 && squared <= maxDistance * maxDistance) {
                    all.add(new Neighbour(down, right, squared));
                }
            }
        }
        all.sort(Comparator.comparingInt(Neighbour::squared));
        return all.toArray(Neighbour[]::new);
    }

    int[] find() {
        int[] parents = new int[density.length];
        IntStream.range(0, colours.height).parallel().forEach(row -> {
            for (int column = 0; column < colours.width; column++) {
                parents[row * colours.width + column] = parent(row, column);
            }
        });
        return parents;
    }

    private int parent(int row, int column) {
        int pixel = row * colours.width + column;
        int best = pixel;
        double nearest = Double.POSITIVE_INFINITY;
        for (Neighbour neighbour : neighbours) {
            if (neighbour.squared() > nearest) {
                break;
            }
            int other = pixel + neighbour.down() * colours.width + neighbour.right();
            if (isInside(row + neighbour.down(), column + neighbour.right()) && density[other] > density[pixel]) {
                double distance = distance(pixel, other, neighbour);
                if (distance < nearest || (distance == nearest && other < best)) {
                    nearest = distance;
                    best = other;
                }
            }
        }
        return Math.sqrt(nearest) > maxDistance ? pixel : best;
    }

    private boolean isInside(int row, int column) {
        return row >= 0 && row < colours.height && column >= 0 && column < colours.width;
    }

    private double distance(int pixel, int other, Neighbour neighbour) {
        double sum = 0;
        for (double[] plane : colours.planes) {
            double difference = plane[pixel] - plane[other];
            sum += difference * difference;
        }
        sum += neighbour.down() * neighbour.down();
        return sum + neighbour.right() * neighbour.right();
    }
}
