package ai.interpretdl.interpret;

import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.program.TableRows;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The scores of a model with some features hidden or faded, all of them in one program. */
public final class Perturbation {
    private Perturbation() {}

    /**
     * @param masks for each sample the features that stay
     * @param baseline what hides the others; over several the score is averaged
     * @return the score of each row and sample, {@code [N][samples]}
     */
    public static double[][] scores(Inquiry inquiry, Segments segments, Masks masks, Baseline baseline) {
        return scores(inquiry, segments, masks.tensor(), baseline);
    }

    /**
     * @param shares for each sample how much of each feature stays, from 0 to 1, {@code [samples, features]}, or for each row of the input its
     *     own {@code [samples, N, features]}
     * @param baseline what the rest fades to; over several the score is averaged
     * @return the score of each row and sample, {@code [N][samples]}
     */
    public static double[][] scores(Inquiry inquiry, Segments segments, Tensor shares, Baseline baseline) {
        Scored scored = scored(inquiry, segments, shares, baseline);
        Function<Explained, Map<String, Expr>> results = f -> {
            Samples i = f.samples(samples(shares));
            return Map.of("scores", scored.at(f, f.input(), i).stack(i));
        };
        // the words that are left are tables of their own
        Map<String, Tensor> found = baseline instanceof Baseline.Deletion
                ? inquiry.run(results)
                : inquiry.run(
                        List.of("perturbation", segments.form(), shares.shape(), Segments.areWhole(shares), baseline),
                        segments.fed(),
                        Map.of(Segments.SHARES, TableRows.of(segments.withUnchanged(shares))),
                        results);
        return table(samples(shares), found);
    }

    /**
     * The same under several seeds: {@code seed}, {@code seed} + 1, …
     *
     * @param shares under each seed; baselines that are drawn have its draws too
     * @return the scores under each seed, {@code [N][samples]}
     */
    public static List<double[][]> scores(Inquiry inquiry, Segments segments, List<Tensor> shares, Baseline baseline) {
        Tensor all = Tensor.concat(shares);
        Tensor seeds = seeds(shares);
        Scored scored = scored(inquiry, segments, all, baseline);
        double[][] scores = table(samples(all), inquiry.run(f -> {
            Samples i = f.samples(samples(all));
            return Map.of(
                    "scores", scored.at(f.seeded(f.row(seeds, i)), f.input(), i).stack(i));
        }));
        List<double[][]> each = new ArrayList<>();
        int from = 0;
        for (Tensor own : shares) {
            int first = from;
            from += samples(own);
            int end = from;
            each.add(Arrays.stream(scores)
                    .map(row -> Arrays.copyOfRange(row, first, end))
                    .toArray(double[][]::new));
        }
        return each;
    }

    /** By how much the seed of each sample is larger than the first, INT64 {@code [samples]}. */
    private static Tensor seeds(List<Tensor> shares) {
        List<Tensor> numbers = new ArrayList<>();
        for (int seed = 0; seed < shares.size(); seed++) {
            long[] own = new long[samples(shares.get(seed))];
            Arrays.fill(own, seed);
            numbers.add(Tensor.of(own, own.length));
        }
        return Tensor.concat(numbers);
    }

    /**
     * The score of each sample of an input, {@code [samples]}: written for one row.
     *
     * @param baseline gives a value: no {@link Baseline.Deletion}
     */
    public static Expr scores(Explained f, Expr x, Segments segments, Tensor shares, Baseline baseline) {
        Samples i = f.samples(samples(shares));
        return score(f, x, segments, shares, baseline, i).stack(i);
    }

    /** The score of a sample. */
    @FunctionalInterface
    private interface Scored {
        Expr at(Explained f, Expr x, Samples axis);
    }

    private static Scored scored(Inquiry inquiry, Segments segments, Tensor shares, Baseline baseline) {
        return baseline instanceof Baseline.Deletion deletion
                ? deleted(Deleting.of(inquiry, segments, shares, deletion))
                : (f, x, i) -> score(f, x, segments, shares, baseline, i);
    }

    private static Expr score(Explained f, Expr x, Segments segments, Tensor shares, Baseline baseline, Samples axis) {
        Baseline.Start start = baseline.of(f, x);
        return start.mean(f.score(segments.perturbed(f, x, start.value(), shares, axis)));
    }

    private static Scored deleted(Map<String, Tensor> tables) {
        return (f, x, i) -> {
            Map<String, Expr> inputs = new LinkedHashMap<>();
            tables.forEach((name, table) -> inputs.put(name, f.rowOfEach(table, i)));
            return f.scoreWith(inputs);
        };
    }

    private static int samples(Tensor shares) {
        return Math.toIntExact(shares.shape().dim(0));
    }

    private static double[][] table(int samples, Map<String, Tensor> outputs) {
        double[] flat = Objects.requireNonNull(outputs.get("scores")).doubles();
        double[][] scores = new double[flat.length / samples][samples];
        for (int row = 0; row < scores.length; row++) {
            System.arraycopy(flat, row * samples, scores[row], 0, samples);
        }
        return scores;
    }
}
