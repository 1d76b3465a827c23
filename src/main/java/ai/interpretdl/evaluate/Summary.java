package ai.interpretdl.evaluate;

import ai.interpretdl.image.Chart;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Averages over the pictures of a benchmark, of one line after the other: its size is that of the table, not of the data set. */
public final class Summary {
    private static final int STEPS = 100;

    private final Map<String, Map<String, Map<String, Mean>>> numbers = new LinkedHashMap<>();
    private final Map<String, Map<String, Map<String, Mean[]>>> curves = new LinkedHashMap<>();
    private final Map<String, Evaluation.Better> better = new LinkedHashMap<>();
    private final Map<String, Axes> axes = new LinkedHashMap<>();
    private final Set<String> algorithms = new LinkedHashSet<>();

    /** A running mean and deviation (Welford, 1962); what is not finite is left out. */
    private static final class Mean {
        private long count;
        private double mean;
        private double squares;

        void add(double value) {
            if (Double.isFinite(value)) {
                count++;
                double off = value - mean;
                mean += off / count;
                squares += off * (value - mean);
            }
        }

        double mean() {
            return count == 0 ? Double.NaN : mean;
        }

        /** Of the mean; not defined for a single value. */
        double standardError() {
            return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
        }
    }

    public static Summary of(Results results) {
        Summary summary = new Summary();
        results.forEach(summary::add);
        return summary;
    }

    private void add(Results.Line line) {
        algorithms.add(line.algorithm());
        better.put(line.measure(), line.better());
        axes.put(line.measure(), line.evaluated().axes());
        line.evaluated()
                .numbers()
                .forEach((name, rows) -> numbers.computeIfAbsent(line.measure(), key -> new LinkedHashMap<>())
                        .computeIfAbsent(name, key -> new LinkedHashMap<>())
                        .computeIfAbsent(line.algorithm(), key -> new Mean())
                        .add(rows.get(0)));
        line.evaluated().curves().forEach((name, rows) -> {
            Mean[] means = curves.computeIfAbsent(line.measure(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(name, key -> new LinkedHashMap<>())
                    .computeIfAbsent(line.algorithm(), key -> means());
            for (int i = 0; i <= STEPS; i++) {
                means[i].add(rows.get(0).at(i / (double) STEPS));
            }
        });
    }

    private Evaluation.Better better(String measure) {
        return Objects.requireNonNull(better.get(measure), measure);
    }

    private static Mean[] means() {
        Mean[] means = new Mean[STEPS + 1];
        Arrays.setAll(means, i -> new Mean());
        return means;
    }

    /** The mean of a number. */
    public double mean(String measure, String number, String algorithm) {
        return numbers.getOrDefault(measure, Map.of())
                .getOrDefault(number, Map.of())
                .getOrDefault(algorithm, new Mean())
                .mean();
    }

    /** Means, standard errors and counts of every number, as JSON. */
    public ObjectNode json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        numbers.forEach((measure, byNumber) -> {
            ObjectNode ofMeasure = json.putObject(measure);
            ofMeasure.put("better", better(measure).name().toLowerCase(Locale.ROOT));
            byNumber.forEach((number, byAlgorithm) -> {
                ObjectNode ofNumber = ofMeasure.putObject(number);
                byAlgorithm.forEach((algorithm, mean) -> {
                    ObjectNode one = ofNumber.putObject(algorithm);
                    put(one, "mean", mean.mean());
                    put(one, "standard_error", mean.standardError());
                    one.put("pictures", mean.count);
                });
            });
        });
        return json;
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }

    /** The first number of every measure, an algorithm a row, as a Markdown table; the best of a column is bold. */
    public String table() {
        StringBuilder table = new StringBuilder("| algorithm |");
        StringBuilder rule = new StringBuilder("|---|");
        for (String measure : numbers.keySet()) {
            String arrow = switch (better(measure)) {
                case HIGHER -> " ↑";
                case LOWER -> " ↓";
                case NEITHER -> "";
            };
            table.append(' ').append(measure).append(arrow).append(" |");
            rule.append("---|");
        }
        table.append('\n').append(rule).append('\n');
        for (String algorithm : algorithms) {
            table.append("| ").append(algorithm).append(" |");
            numbers.forEach((measure, byNumber) ->
                    table.append(' ').append(cell(measure, byNumber, algorithm)).append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    private String cell(String measure, Map<String, Map<String, Mean>> byNumber, String algorithm) {
        Map<String, Mean> first = byNumber.values().iterator().next();
        Mean mean = first.get(algorithm);
        if (mean == null || mean.count == 0) {
            return "-";
        }
        String text = String.format(Locale.ROOT, "%.4f", mean.mean());
        if (mean.count > 1) {
            text += String.format(Locale.ROOT, " ± %.4f", mean.standardError());
        }
        return isBest(measure, first, mean) ? "**" + text + "**" : text;
    }

    private boolean isBest(String measure, Map<String, Mean> all, Mean one) {
        return all.size() > 1
                && switch (better(measure)) {
                    case HIGHER -> all.values().stream().noneMatch(other -> other.mean() > one.mean());
                    case LOWER -> all.values().stream().noneMatch(other -> other.mean() < one.mean());
                    case NEITHER -> false;
                };
    }

    /** The mean curves, a chart for each curve of each measure with a line an algorithm. */
    public Map<String, Chart> charts() {
        Map<String, Chart> charts = new LinkedHashMap<>();
        curves.forEach((measure, byCurve) -> byCurve.forEach((curve, byAlgorithm) -> {
            List<Chart.Curve> lines = new ArrayList<>();
            byAlgorithm.forEach((algorithm, means) -> {
                List<Double> values = new ArrayList<>();
                for (Mean mean : means) {
                    values.add(mean.mean());
                }
                lines.add(new Chart.Curve(algorithm, values));
            });
            String name = curve.equals(measure) ? measure : measure + "-" + curve;
            Axes of = Objects.requireNonNull(axes.get(measure), measure);
            String up = of.up() + ", mean over pictures";
            charts.put(name, new Chart.Curves(name, of.across(), up, lines));
        }));
        return charts;
    }
}
