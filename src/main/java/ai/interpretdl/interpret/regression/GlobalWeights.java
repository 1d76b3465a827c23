package ai.interpretdl.interpret.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What kinds of features count for a label, over many inputs: the answer of NormLIME, and the prior of G-LIME.
 *
 * <p>A kind is a number: the cluster of a superpixel, or the id of a word. A file holds the weights as JSON:
 * {@code {"format": "interpretdl-global-weights", "version": 1, "labels": {"243": {"17": {"weight": 0.2, "occurrences": 5}}}}}.
 */
public final class GlobalWeights {
    private static final String FORMAT = "interpretdl-global-weights";

    /** No labels: where averaging starts. */
    public static final GlobalWeights EMPTY = new GlobalWeights(new TreeMap<>());

    /**
     * A mean with what it was taken over.
     *
     * @param weight the mean
     * @param occurrences number of features of this kind
     */
    public record Mean(double weight, long occurrences) {
        private static final Mean NONE = new Mean(0, 0);

        private Mean with(double value) {
            return new Mean(weight + (value - weight) / (occurrences + 1), occurrences + 1);
        }
    }

    private final SortedMap<Integer, SortedMap<Integer, Mean>> labels;

    private GlobalWeights(SortedMap<Integer, SortedMap<Integer, Mean>> labels) {
        this.labels = Collections.unmodifiableSortedMap(labels);
    }

    /** For each label, for each kind, its mean. */
    public SortedMap<Integer, SortedMap<Integer, Mean>> labels() {
        return labels;
    }

    /**
     * With one more explained input: each feature's contribution enters the mean of its kind.
     *
     * @param label that was explained
     * @param kinds of the features
     * @param weights of the features in the explanation
     */
    public GlobalWeights plus(int label, int[] kinds, double[] weights, Contribution contribution) {
        return plus(label, kinds, weights, contribution.of(weights), Double.NEGATIVE_INFINITY);
    }

    /** As {@link #plus}, but features that speak against the label do not occur: NormLIME for text. Their weights still count in sums. */
    public GlobalWeights plusPositive(int label, int[] kinds, double[] weights, Contribution contribution) {
        return plus(label, kinds, weights, contribution.of(weights), 0);
    }

    /**
     * What the presence of a kind adds to the probability of each label, by one ridge of penalty 1 over many inputs: the fast way to a
     * prior.
     *
     * @param present 1 where an input has a feature of the kind, else 0, {@code [inputs, kinds]}
     * @param probabilities {@code [inputs, labels]}
     */
    public static GlobalWeights ofPresence(double[][] present, double[][] probabilities) {
        double[] ones = new double[present.length];
        Arrays.fill(ones, 1);
        List<double[]> scores = new ArrayList<>();
        for (int label = 0; label < probabilities[0].length; label++) {
            int column = label;
            scores.add(
                    Arrays.stream(probabilities).mapToDouble(row -> row[column]).toArray());
        }
        List<LinearFit> fits = new Ridge(1).fitAll(present, scores, ones);
        SortedMap<Integer, SortedMap<Integer, Mean>> labels = new TreeMap<>();
        for (int label = 0; label < fits.size(); label++) {
            labels.put(label, means(present, fits.get(label).coefficients()));
        }
        return new GlobalWeights(labels);
    }

    /** The weights of features of these kinds for a label; 0 for what was never seen. What {@link PriorRidge} takes. */
    public double[] prior(int label, int[] kinds) {
        Map<Integer, Mean> known = labels.getOrDefault(label, new TreeMap<>());
        return Arrays.stream(kinds)
                .mapToDouble(kind -> known.getOrDefault(kind, Mean.NONE).weight())
                .toArray();
    }

    public void write(Path file) throws IOException {
        new ObjectMapper().writeValue(file.toFile(), json());
    }

    /** The contents of a file. */
    public ObjectNode json() {
        ObjectNode root =
                JsonNodeFactory.instance.objectNode().put("format", FORMAT).put("version", 1);
        ObjectNode list = root.putObject("labels");
        labels.forEach((label, kinds) -> {
            ObjectNode entries = list.putObject(label.toString());
            kinds.forEach((kind, mean) -> entries.putObject(kind.toString())
                    .put("weight", mean.weight())
                    .put("occurrences", mean.occurrences()));
        });
        return root;
    }

    /** The same text for the same weights. */
    @Override
    public String toString() {
        return json().toString();
    }

    /** @throws IllegalArgumentException when the file holds something else */
    public static GlobalWeights read(Path file) throws IOException {
        return read(new ObjectMapper().readTree(file.toFile()), file.toString());
    }

    /**
     * @param root in the format of a file
     * @param source where it comes from, for an error message
     */
    public static GlobalWeights read(JsonNode root, String source) {
        JsonFormat.check(root, FORMAT, source);
        SortedMap<Integer, SortedMap<Integer, Mean>> labels = new TreeMap<>();
        root.path("labels").properties().forEach(label -> {
            SortedMap<Integer, Mean> kinds = new TreeMap<>();
            label.getValue().properties().forEach(kind -> {
                JsonNode mean = kind.getValue();
                kinds.put(
                        Integer.valueOf(kind.getKey()),
                        new Mean(
                                mean.path("weight").asDouble(),
                                mean.path("occurrences").asLong()));
            });
            labels.put(Integer.valueOf(label.getKey()), Collections.unmodifiableSortedMap(kinds));
        });
        return new GlobalWeights(labels);
    }

    private GlobalWeights plus(int label, int[] kinds, double[] weights, double[] contributions, double above) {
        if (kinds.length != weights.length) {
            throw new IllegalArgumentException(
                    "there are " + kinds.length + " kinds for " + weights.length + " weights");
        }
        SortedMap<Integer, Mean> means = new TreeMap<>(labels.getOrDefault(label, new TreeMap<>()));
        for (int i = 0; i < kinds.length; i++) {
            if (weights[i] > above) {
                means.put(kinds[i], means.getOrDefault(kinds[i], Mean.NONE).with(contributions[i]));
            }
        }
        SortedMap<Integer, SortedMap<Integer, Mean>> all = new TreeMap<>(labels);
        all.put(label, Collections.unmodifiableSortedMap(means));
        return new GlobalWeights(all);
    }

    private static SortedMap<Integer, Mean> means(double[][] present, double[] coefficients) {
        SortedMap<Integer, Mean> means = new TreeMap<>();
        for (int kind = 0; kind < coefficients.length; kind++) {
            int column = kind;
            long inputs = IntStream.range(0, present.length)
                    .filter(i -> present[i][column] != 0)
                    .count();
            if (inputs > 0) {
                means.put(kind, new Mean(coefficients[kind], inputs));
            }
        }
        return Collections.unmodifiableSortedMap(means);
    }
}
