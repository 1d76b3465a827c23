package ai.interpretdl.evaluate;

import ai.interpretdl.image.Chart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values along an axis from 0 to 1.
 *
 * @param at where, ascending
 * @param values there
 */
public record Curve(List<Double> at, List<Double> values) {
    private static final int DRAWN = 100;

    public Curve {
        at = List.copyOf(at);
        values = List.copyOf(values);
        if (at.size() != values.size() || at.isEmpty()) {
            throw new IllegalArgumentException(
                    "a curve has a value at each place: " + at.size() + " places, " + values.size() + " values");
        }
    }

    static Curve of(double[] at, double[] values) {
        return new Curve(boxed(at), boxed(values));
    }

    private static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /** The area below, by trapezoids. */
    public double area() {
        double area = 0;
        for (int i = 1; i < at.size(); i++) {
            area += (at.get(i) - at.get(i - 1)) * (values.get(i) + values.get(i - 1)) / 2;
        }
        return area;
    }

    /** The average of the values, wherever they stand. */
    public double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** The value at a place, on straight lines between those known; beyond the ends the last one known. */
    public double at(double place) {
        int above = 0;
        while (above < at.size() && at.get(above) < place) {
            above++;
        }
        if (above == 0 || above == at.size()) {
            return values.get(above == 0 ? 0 : above - 1);
        }
        double width = at.get(above) - at.get(above - 1);
        double share = (place - at.get(above - 1)) / width;
        return values.get(above - 1) + share * (values.get(above) - values.get(above - 1));
    }

    /** The same with a value at 0 in front. */
    Curve after(double first) {
        List<Double> places = new ArrayList<>(List.of(0.0));
        places.addAll(at);
        List<Double> all = new ArrayList<>(List.of(first));
        all.addAll(values);
        return new Curve(places, all);
    }

    /** The curve at equal steps, as charts take it; level beyond the last place known. */
    public Chart.Curve drawn(String name) {
        List<Double> steps = new ArrayList<>();
        for (int i = 0; i <= DRAWN; i++) {
            steps.add(at(i / (double) DRAWN));
        }
        return new Chart.Curve(name, steps);
    }
}
