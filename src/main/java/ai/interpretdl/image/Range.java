package ai.interpretdl.image;

import java.util.Collection;

/** From a lowest to a higher number. */
record Range(double low, double high) {
    /** That of the finite numbers, a little wider; 0 to 1 where there are none. */
    static Range of(Collection<Double> numbers) {
        var finite = numbers.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .summaryStatistics();
        if (finite.getCount() == 0) {
            return new Range(0, 1);
        }
        double spread = finite.getMax() - finite.getMin();
        double margin = spread > 0 ? 0.05 * spread : Math.max(0.5 * Math.abs(finite.getMax()), 1e-9);
        return new Range(finite.getMin() - margin, finite.getMax() + margin);
    }

    /** Where a number lies: 0 at the low end, 1 at the high one. */
    double share(double number) {
        return (number - low) / (high - low);
    }
}
