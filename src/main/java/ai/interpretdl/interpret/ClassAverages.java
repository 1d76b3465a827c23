package ai.interpretdl.interpret;

import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Attributions averaged over the rows of each class: what a model looks at in inputs of a kind, over a set of them. */
public final class ClassAverages {
    private ClassAverages() {}

    /**
     * A tensor {@code class_averages…} for each tensor of attributions, with a row for each class, and {@code classes}, INT64.
     *
     * @param classes of the rows
     */
    public static Map<String, Tensor> of(Explanation explanation, List<Long> classes) {
        SortedMap<Long, Integer> places = new TreeMap<>();
        classes.forEach(label -> places.put(label, 0));
        int next = 0;
        for (Map.Entry<Long, Integer> place : places.entrySet()) {
            place.setValue(next++);
        }
        Map<String, Tensor> averages = new LinkedHashMap<>();
        explanation.tensors().forEach((name, tensor) -> {
            if (name.startsWith("attributions")) {
                averages.put(
                        "class_averages" + name.substring("attributions".length()), averaged(tensor, classes, places));
            }
        });
        averages.put(
                "classes",
                Tensor.of(places.keySet().stream().mapToLong(Long::longValue).toArray(), places.size()));
        return averages;
    }

    private static Tensor averaged(Tensor rows, List<Long> classes, Map<Long, Integer> places) {
        if (rows.shape().dim(0) != classes.size()) {
            throw new IllegalArgumentException(
                    "there are " + classes.size() + " classes for attributions of " + rows.shape());
        }
        int width = Math.toIntExact(rows.shape().size() / classes.size());
        double[] sums = new double[places.size() * width];
        int[] counts = new int[places.size()];
        for (int row = 0; row < classes.size(); row++) {
            int place = places.getOrDefault(classes.get(row), 0);
            counts[place]++;
            double[] values = rows.rows(row, row + 1L).doubles();
            for (int i = 0; i < width; i++) {
                sums[place * width + i] += values[i];
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / counts[i / width]);
        }
        return Tensor.of(means, rows.shape().with(0, places.size()).dims());
    }
}
