package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Progress;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An algorithm that samples, in rounds that are averaged, until its error is small enough or its time is over.
 *
 * <p>Rounds differ in their seeds, {@code seed}, {@code seed + 1}, …, so that their spread tells the standard error of the average: the largest one,
 * as a share of the largest attribution, is what {@code tolerance} bounds and what the answer tells as {@code error}. Only the average is kept. A
 * time that ends the run makes the answer depend on the machine, and it says that it is not complete.
 *
 * @param round the algorithm with the samples of one round
 * @param rounds the most of them
 * @param maxSeconds after which no further round begins; infinite for no limit
 * @param tolerance the error that is enough; 0 for no such thing
 */
public record Anytime(Interpretation round, int rounds, double maxSeconds, double tolerance) implements Interpretation {
    public Anytime {
        Require.positive(rounds, "rounds");
        Require.notNegative(tolerance, "tolerance");
        if (!(maxSeconds > 0)) {
            throw new IllegalArgumentException("max_seconds is " + maxSeconds + ", not positive");
        }
    }

    @Override
    public String name() {
        return round.name();
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        long started = System.nanoTime();
        RunningMeans means = new RunningMeans();
        Explanation first = round.interpret(model, told(question, means));
        means.add(first);
        boolean stopped = !first.quality().complete();
        while (means.rounds() < rounds && !stopped && !enough(means) && seconds(started) < maxSeconds) {
            Question next = question.seeded(Math.addExact(question.run().seed(), means.rounds()));
            Explanation more = round.interpret(model, told(next, means));
            stopped = !more.quality().complete();
            if (!stopped) {
                means.add(more);
            }
        }
        boolean complete = !stopped && (means.rounds() == rounds || enough(means));
        Map<String, Double> reached = new LinkedHashMap<>(Map.of("rounds", (double) means.rounds()));
        if (means.rounds() > 1) {
            reached.put("error", means.error());
        }
        Explanation whole = first.then(this, means.tensors());
        return whole.with(whole.quality()
                .taking(first.quality().samples() * means.rounds())
                .reaching(reached, complete, seconds(started)));
    }

    private boolean enough(RunningMeans means) {
        return tolerance > 0 && means.rounds() > 1 && means.error() <= tolerance;
    }

    private static double seconds(long started) {
        return (double) (System.nanoTime() - started) / TimeUnit.SECONDS.toNanos(1);
    }

    /** Whoever listens is told of all rounds as of one run. */
    private Question told(Question question, RunningMeans means) {
        Progress listener = question.run().progress();
        int before = means.rounds();
        double error = before > 1 ? means.error() : Double.NaN;
        return question.telling(new Progress() {
            @Override
            public Verdict at(long done, long total) {
                return listener.at(new State(before * total + done, rounds * total, error));
            }
        });
    }

    /** The means of the tensors of several answers, the spread of their attributions, and the standard errors of means of what has some. */
    private static final class RunningMeans {
        private final Map<String, double[]> means = new LinkedHashMap<>();
        private final Map<String, double[]> squares = new LinkedHashMap<>();
        private Map<String, Tensor> first = Map.of();
        private int rounds;

        int rounds() {
            return rounds;
        }

        void add(Explanation answer) {
            first = rounds == 0 ? answer.tensors() : first;
            rounds++;
            answer.tensors().forEach((name, tensor) -> {
                if (tensor.type().isFloating()) {
                    add(name, name.equals(Explanation.STANDARD_ERROR) ? squares(tensor) : tensor.doubles());
                }
            });
        }

        private static double[] squares(Tensor tensor) {
            return Arrays.stream(tensor.doubles()).map(value -> value * value).toArray();
        }

        /** Welford's recurrences. */
        private void add(String name, double[] values) {
            double[] mean = means.computeIfAbsent(name, any -> new double[values.length]);
            double[] square = squares.computeIfAbsent(name, any -> new double[values.length]);
            for (int i = 0; i < values.length; i++) {
                double off = values[i] - mean[i];
                mean[i] += off / rounds;
                square[i] += off * (values[i] - mean[i]);
            }
        }

        /** The largest standard error of a mean attribution over the largest mean attribution. */
        double error() {
            double worst = 0;
            double largest = 0;
            for (Map.Entry<String, double[]> entry : means.entrySet()) {
                if (entry.getKey().startsWith("attributions")) {
                    for (int i = 0; i < entry.getValue().length; i++) {
                        largest = Math.max(largest, Math.abs(entry.getValue()[i]));
                        double[] square = squares.getOrDefault(entry.getKey(), new double[0]);
                        worst = Math.max(worst, Math.sqrt(square[i] / (rounds - 1.0) / rounds));
                    }
                }
            }
            return worst == 0 ? 0 : worst / largest;
        }

        Map<String, Tensor> tensors() {
            Map<String, Tensor> tensors = new LinkedHashMap<>(first);
            means.forEach((name, mean) -> {
                float[] values = new float[mean.length];
                for (int i = 0; i < values.length; i++) {
                    // independent estimates: their errors add up in squares
                    values[i] =
                            (float) (name.equals(Explanation.STANDARD_ERROR) ? Math.sqrt(mean[i] / rounds) : mean[i]);
                }
                tensors.computeIfPresent(
                        name, (same, tensor) -> Tensor.of(values, tensor.shape().dims()));
            });
            return tensors;
        }
    }
}
