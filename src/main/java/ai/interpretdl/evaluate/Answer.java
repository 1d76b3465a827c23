package ai.interpretdl.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers and curves of a measure while they come, row by row. */
final class Answer {
    private final String measure;
    private final long started = System.nanoTime();
    private final Map<String, List<Double>> numbers = new LinkedHashMap<>();
    private final Map<String, List<Curve>> curves = new LinkedHashMap<>();
    private Axes axes = Axes.HIDDEN;

    Answer(String measure) {
        this.measure = measure;
    }

    /** The next row's number of that name. */
    Answer number(String name, double value) {
        numbers.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        return this;
    }

    /** The next row's curve of that name. */
    Answer curve(String name, Curve curve) {
        curves.computeIfAbsent(name, key -> new ArrayList<>()).add(curve);
        return this;
    }

    /** What the curves' axes show, if it is not the score over the share that is hidden. */
    Answer over(Axes shown) {
        axes = shown;
        return this;
    }

    Evaluated done() {
        return new Evaluated(measure, numbers, curves, axes, (System.nanoTime() - started) / 1e9);
    }
}
