package ai.interpretdl.interpret.regression;

import ai.interpretdl.interpret.sampling.CounterRandom;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Centres that rows are told apart by: k-means. NormLIME and G-LIME recognise by them that two pictures have superpixels of a kind.
 *
 * <p>Lloyd, 1982, started by k-means++ (Arthur and Vassilvitskii, 2007). A file holds them as JSON:
 * {@code {"format": "interpretdl-clusters", "version": 1, "centres": [[…], …]}}.
 */
public final class Clusters {
    private static final String FORMAT = "interpretdl-clusters";
    private static final int MOST_ROUNDS = 300;

    private final double[][] centres;

    private Clusters(double[][] centres) {
        this.centres = centres;
    }

    /** @param centres at least one, all of the same length */
    public static Clusters of(double[][] centres) {
        if (centres.length == 0 || Arrays.stream(centres).anyMatch(c -> c.length != centres[0].length)) {
            throw new IllegalArgumentException("clusters need at least one centre, and all of the same length");
        }
        return new Clusters(copy(centres));
    }

    /**
     * Finds centres such that rows lie near their nearest one.
     *
     * @param rows what to divide, {@code [rows, features]}
     * @param count number of centres: positive, and no more than there are rows
     * @param seed of the first centres
     */
    public static Clusters train(float[][] rows, int count, long seed) {
        if (count < 1 || count > rows.length) {
            throw new IllegalArgumentException(
                    "count is " + count + ": " + rows.length + " rows make from 1 to " + rows.length + " clusters");
        }
        Clusters clusters = new Clusters(first(rows, count, CounterRandom.of(seed, 0)));
        int[] before = {};
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int[] assigned = clusters.nearest(rows);
            if (Arrays.equals(assigned, before)) {
                return clusters;
            }
            clusters = new Clusters(clusters.means(rows, assigned));
            before = assigned;
        }
        return clusters;
    }

    /** The number of clusters. */
    public int count() {
        return centres.length;
    }

    /** {@code [count, features]}. */
    public double[][] centres() {
        return copy(centres);
    }

    /** The number of the cluster whose centre is nearest; of equals the first. */
    public int nearest(float[] row) {
        if (row.length != centres[0].length) {
            throw new IllegalArgumentException(
                    "the row has " + row.length + " features, the centres have " + centres[0].length);
        }
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < centres.length; k++) {
            double distance = squaredDistance(row, centres[k], least);
            if (distance < least) {
                nearest = k;
                least = distance;
            }
        }
        return nearest;
    }

    public void write(Path file) throws IOException {
        new ObjectMapper().writeValue(file.toFile(), json());
    }

    /** The contents of a file. */
    public ObjectNode json() {
        ObjectNode root =
                JsonNodeFactory.instance.objectNode().put("format", FORMAT).put("version", 1);
        ArrayNode list = root.putArray("centres");
        for (double[] centre : centres) {
            ArrayNode numbers = list.addArray();
            Arrays.stream(centre).forEach(numbers::add);
        }
        return root;
    }

    /** The same text for the same centres. */
    @Override
    public String toString() {
        return json().toString();
    }

    /** @throws IllegalArgumentException when the file holds something else */
    public static Clusters read(Path file) throws IOException {
        return read(new ObjectMapper().readTree(file.toFile()), file.toString());
    }

    /**
     * @param root in the format of a file
     * @param source where it comes from, for an error message
     */
    public static Clusters read(JsonNode root, String source) {
        JsonFormat.check(root, FORMAT, source);
        double[][] centres = new double[root.path("centres").size()][];
        for (int k = 0; k < centres.length; k++) {
            JsonNode numbers = root.path("centres").path(k);
            centres[k] = new double[numbers.size()];
            Arrays.setAll(centres[k], i -> numbers.path(i).asDouble());
        }
        return of(centres);
    }

    private int[] nearest(float[][] rows) {
        return Arrays.stream(rows).mapToInt(this::nearest).toArray();
    }

    /** Each next centre is a row, drawn in proportion to its squared distance from the centres so far. */
    private static double[][] first(float[][] rows, int count, CounterRandom random) {
        double[][] centres = new double[count][];
        centres[0] = doubles(rows[random.below(rows.length)]);
        double[] distances = new double[rows.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        for (int k = 1; k < count; k++) {
            double total = 0;
            for (int i = 0; i < rows.length; i++) {
                distances[i] = Math.min(distances[i], squaredDistance(rows[i], centres[k - 1], distances[i]));
                total += distances[i];
            }
            centres[k] = doubles(rows[draw(distances, random.uniform() * total)]);
        }
        return centres;
    }

    private static int draw(double[] shares, double place) {
        double left = place;
        int last = 0;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                last = i;
                left -= shares[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /** The mean of the rows of each cluster. One without rows moves to the row that lies farthest from its centre. */
    private double[][] means(float[][] rows, int[] assigned) {
        double[][] means = new double[centres.length][centres[0].length];
        int[] members = new int[centres.length];
        for (int i = 0; i < rows.length; i++) {
            members[assigned[i]]++;
            for (int j = 0; j < rows[i].length; j++) {
                means[assigned[i]][j] += rows[i][j];
            }
        }
        double[] distances = new double[rows.length];
        Arrays.setAll(distances, i -> squaredDistance(rows[i], centres[assigned[i]], Double.POSITIVE_INFINITY));
        for (int k = 0; k < means.length; k++) {
            if (members[k] == 0) {
                int farthest = largest(distances);
                means[k] = doubles(rows[farthest]);
                distances[farthest] = 0;
            } else {
                int size = members[k];
                means[k] = Arrays.stream(means[k]).map(sum -> sum / size).toArray();
            }
        }
        return means;
    }

    private static int largest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }

    /** Gives up, with some larger number, once the distance exceeds the bound. */
    private static double squaredDistance(float[] row, double[] centre, double bound) {
        double sum = 0;
        for (int i = 0; i < row.length && sum <= bound; i++) {
            sum += (row[i] - centre[i]) * (row[i] - centre[i]);
        }
        return sum;
    }

    private static double[] doubles(float[] row) {
        double[] values = new double[row.length];
        Arrays.setAll(values, i -> row[i]);
        return values;
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }
}
