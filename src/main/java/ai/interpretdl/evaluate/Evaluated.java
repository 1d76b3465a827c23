package ai.interpretdl.evaluate;

import ai.interpretdl.image.Chart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a measure says.
 *
 * @param measure its name
 * @param numbers one a row, by name, the first of which carries the measure's own name; NaN where it is not defined
 * @param curves one a row, by name; empty for most measures
 * @param axes what the axes of the curves show
 * @param seconds wall-clock time
 */
public record Evaluated(
        String measure, Map<String, List<Double>> numbers, Map<String, List<Curve>> curves, Axes axes, double seconds) {
    public Evaluated {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        curves = Collections.unmodifiableMap(new LinkedHashMap<>(curves));
    }

    /** How many rows were measured. */
    public int rows() {
        return numbers.values().iterator().next().size();
    }

    /** The measure's first number of a row. */
    public double number(int row) {
        return numbers.values().iterator().next().get(row);
    }

    /** One of its numbers of a row. */
    public double number(String name, int row) {
        List<Double> found = numbers.get(name);
        if (found == null) {
            throw new IllegalArgumentException(measure + " has no number " + name + ", but " + numbers.keySet());
        }
        return found.get(row);
    }

    /** The curves of a row in one chart; none where the measure has no curves. */
    public Optional<Chart> chart(int row) {
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        List<Chart.Curve> lines = new ArrayList<>();
        curves.forEach((name, rows) -> lines.add(rows.get(row).drawn(name)));
        return Optional.of(new Chart.Curves(measure, axes.across(), axes.up(), lines));
    }

    /** What it says of one row, with that row's share of the time. */
    public Evaluated row(int row) {
        Map<String, List<Double>> ownNumbers = new LinkedHashMap<>();
        numbers.forEach((name, all) -> ownNumbers.put(name, List.of(all.get(row))));
        Map<String, List<Curve>> ownCurves = new LinkedHashMap<>();
        curves.forEach((name, all) -> ownCurves.put(name, List.of(all.get(row))));
        return new Evaluated(measure, ownNumbers, ownCurves, axes, seconds / rows());
    }

    /** The rows of several one behind the other. */
    static Evaluated joined(List<Evaluated> parts) {
        Evaluated first = parts.get(0);
        Map<String, List<Double>> numbers = new LinkedHashMap<>();
        first.numbers.keySet().forEach(name -> numbers.put(name, new ArrayList<>()));
        Map<String, List<Curve>> curves = new LinkedHashMap<>();
        first.curves.keySet().forEach(name -> curves.put(name, new ArrayList<>()));
        double seconds = 0;
        for (Evaluated part : parts) {
            numbers.forEach((name, all) -> all.addAll(part.numbers.getOrDefault(name, List.of())));
            curves.forEach((name, all) -> all.addAll(part.curves.getOrDefault(name, List.of())));
            seconds += part.seconds;
        }
        return new Evaluated(first.measure, numbers, curves, first.axes, seconds);
    }
}
