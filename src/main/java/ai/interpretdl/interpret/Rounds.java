package ai.interpretdl.interpret;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the answers of several rounds come to: means of numbers, and of the attributions a statistic with its standard error. */
final class Rounds {
    private static final String ATTRIBUTIONS = "attributions";

    /** What is made of everything else. */
    enum Average implements OfMoments.Statistic {
        MEAN;

        @Override
        public double of(double mean, double square) {
            return mean;
        }

        @Override
        public double variance(double mean, double ofMean, double covariance, double ofSquare) {
            return ofMean;
        }
    }

    private final OfMoments.Statistic statistic;
    private final Map<String, RunningMoments> moments = new LinkedHashMap<>();
    private Map<String, Tensor> tensors = Map.of();
    private int count;

    Rounds(OfMoments.Statistic statistic) {
        this.statistic = statistic;
    }

    int count() {
        return count;
    }

    void add(Explanation answer) {
        if (count == 0) {
            tensors = new LinkedHashMap<>(answer.tensors());
        }
        count++;
        // numbers and words that differ from round to round are those of no round in particular
        tensors.entrySet()
                .removeIf(known -> !known.getValue().type().isFloating()
                        && !Optional.of(known.getValue()).equals(answer.tensor(known.getKey())));
        answer.tensors().forEach((name, tensor) -> {
            if (tensor.type().isFloating() && !name.endsWith(OfMoments.SQUARES)) {
                add(name, tensor, answer.tensors().getOrDefault(name + OfMoments.SQUARES, tensor));
            }
        });
    }

    private void add(String name, Tensor tensor, Tensor squares) {
        // independent estimates: their errors add up in squares
        double[] values = (name.equals(Explanation.STANDARD_ERROR) ? OfMoments.squares(tensor) : tensor).doubles();
        moments.computeIfAbsent(name, any -> new RunningMoments(values.length)).add(values, squares.doubles());
    }

    boolean isErrorKnown() {
        return count > Math.max(1, statistic.lost());
    }

    /** The largest standard error of an attribution over the largest attribution; not a number of too few rounds. */
    double error() {
        if (!isErrorKnown()) {
            return Double.NaN;
        }
        double worst = 0;
        double largest = 0;
        for (Map.Entry<String, RunningMoments> entry : moments.entrySet()) {
            if (entry.getKey().startsWith(ATTRIBUTIONS)) {
                worst = Math.max(worst, entry.getValue().worst(statistic));
                for (double value : entry.getValue().of(statistic)) {
                    largest = Math.max(largest, Math.abs(value));
                }
            }
        }
        return worst == 0 ? 0 : worst / largest;
    }

    Map<String, Tensor> tensors() {
        Map<String, Tensor> found = new LinkedHashMap<>(tensors);
        found.keySet().removeIf(name -> name.endsWith(OfMoments.SQUARES));
        moments.forEach((name, all) -> found.computeIfPresent(
                name,
                (same, tensor) -> Tensor.of(
                        tensor.type(), numbers(name, all), tensor.shape().dims())));
        return found;
    }

    private double[] numbers(String name, RunningMoments all) {
        if (name.startsWith(ATTRIBUTIONS)) {
            return all.of(statistic);
        }
        double[] means = all.of(Average.MEAN);
        return name.equals(Explanation.STANDARD_ERROR)
                ? Arrays.stream(means).map(mean -> Math.sqrt(mean / count)).toArray()
                : means;
    }
}
