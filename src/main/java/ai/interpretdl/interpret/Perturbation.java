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
import java.util.Set;
import java.util.function.Function;

/** The scores of a model with some features hidden or faded, all of them in one program. */
public final class Perturbation {
    private static final String PERTURBATION = "perturbation";
    private static final String SCORES = "scores";
    private static final String SEEDS = "seeds";
    private static final String DELETED = "deleted.";

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
        Asked asked = asked(inquiry, segments, shares, baseline);
        Map<String, Tensor> found =
                inquiry.run(asked.what(), asked.given(), asked.tables(), f -> asked.scores(f, f.input()));
        return table(asked.samples(), found);
    }

    /** @param finish makes an answer of the score of each row and sample */
    static Stage stage(
            Inquiry inquiry,
            Segments segments,
            Tensor shares,
            Baseline baseline,
            Function<double[][], Map<String, Tensor>> finish) {
        Asked asked = asked(inquiry, segments, shares, baseline);
        return new Stage(
                asked.what(),
                asked.given(),
                asked.tables(),
                asked::scores,
                found -> finish.apply(table(asked.samples(), found)));
    }

    /**
     * The same under several seeds: {@code seed}, {@code seed} + 1, …
     *
     * @param shares under each seed; baselines that are drawn have its draws too
     * @return the scores under each seed, {@code [N][samples]}
     */
    public static List<double[][]> scores(Inquiry inquiry, Segments segments, List<Tensor> shares, Baseline baseline) {
        Asked asked = asked(inquiry, segments, Tensor.concat(shares), baseline);
        Tensor seeds = seeds(shares);
        Map<String, TableRows> tables = new LinkedHashMap<>(asked.tables());
        tables.put(SEEDS, TableRows.of(seeds));
        double[][] scores =
                table(asked.samples(), inquiry.run(List.of(SEEDS, asked.what()), asked.given(), tables, f -> {
                    Samples i = f.samples(asked.samples());
                    return Map.of(
                            SCORES,
                            asked.scored()
                                    .at(f.seeded(f.row(SEEDS, seeds, i)), f.input(), i)
                                    .stack(i));
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

    /** The score of a sample. */
    @FunctionalInterface
    private interface Scored {
        Expr at(Explained f, Expr x, Samples axis);
    }

    /** What the program is known by, what it is fed, and what it asks about so many samples. */
    private record Asked(
            Object what, Map<String, Tensor> given, Map<String, TableRows> tables, int samples, Scored scored) {
        Map<String, Expr> scores(Explained f, Expr x) {
            Samples i = f.samples(samples);
            return Map.of(SCORES, scored.at(f, x, i).stack(i));
        }
    }

    private static Asked asked(Inquiry inquiry, Segments segments, Tensor shares, Baseline baseline) {
        if (baseline instanceof Baseline.Deletion deletion) {
            return deleted(Deleting.of(inquiry, segments, shares, deletion), samples(shares));
        }
        return new Asked(
                List.of(PERTURBATION, segments.form(), shares.shape(), Segments.areWhole(shares), baseline),
                segments.fed(),
                Map.of(Segments.SHARES, TableRows.of(segments.withUnchanged(shares))),
                samples(shares),
                (f, x, i) -> score(f, x, segments, shares, baseline, i));
    }

    private static Expr score(Explained f, Expr x, Segments segments, Tensor shares, Baseline baseline, Samples axis) {
        Baseline.Start start = baseline.of(f, x);
        return start.mean(f.score(segments.perturbed(f, x, start.value(), shares, axis)));
    }

    /** The words that are left are tables of their own. */
    private static Asked deleted(Map<String, Tensor> left, int samples) {
        Map<String, TableRows> tables = new LinkedHashMap<>();
        left.forEach((input, table) -> tables.put(DELETED + input, TableRows.of(table)));
        return new Asked(
                List.of(PERTURBATION, DELETED, Set.copyOf(left.keySet()), samples),
                Map.of(),
                tables,
                samples,
                (f, x, i) -> {
                    Map<String, Expr> inputs = new LinkedHashMap<>();
                    left.forEach((input, table) -> inputs.put(input, f.rowOfEach(DELETED + input, table, i)));
                    return f.scoreWith(inputs);
                });
    }

    private static int samples(Tensor shares) {
        return Math.toIntExact(shares.shape().dim(0));
    }

    private static double[][] table(int samples, Map<String, Tensor> outputs) {
        double[] flat = Objects.requireNonNull(outputs.get(SCORES)).doubles();
        double[][] scores = new double[flat.length / samples][samples];
        for (int row = 0; row < scores.length; row++) {
            System.arraycopy(flat, row * samples, scores[row], 0, samples);
        }
        return scores;
    }
}
