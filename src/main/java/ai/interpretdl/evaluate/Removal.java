package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The scores of a model while more and more places change, all steps and rows in one program.
 *
 * <p>Masks are made in the graph: a place has changed when its position in the order is below the step's count.
 *
 * @param ranks for each explained input the position of each place, {@code [N, …]}, over a row of the input
 * @param counts for each row how many places have changed at each score
 * @param insert whether places come back into an input that starts hidden, instead of being hidden
 */
record Removal(List<Tensor> ranks, List<long[]> counts, boolean insert) {
    /** Never reached by a count. */
    static final float NEVER = 1e9f;

    Removal {
        ranks = List.copyOf(ranks);
        counts = List.copyOf(counts);
    }

    /**
     * The places of a relevance, in an order.
     *
     * @param steps from the numbers of a row's places to the counts at which a score is taken
     */
    static Removal of(
            Relevance relevance, Channels channels, Order order, boolean insert, Function<double[], long[]> steps) {
        double[][] ranks = new double[relevance.rows()][];
        List<long[]> counts = new ArrayList<>();
        for (int row = 0; row < ranks.length; row++) {
            double[] values = relevance.places(row, channels);
            ranks[row] = order.ranks(values);
            counts.add(steps.apply(values));
        }
        return new Removal(relevance.overPlaces(ranks), counts, insert);
    }

    /** The score of each row at each of its counts. */
    List<double[]> scores(Inquiry inquiry, Substrate substrate) {
        int most = counts.stream().mapToInt(c -> c.length).max().orElse(1);
        Tensor flat = substrate instanceof Substrate.Imputed imputed
                ? Imputing.scores(inquiry, this, table(most), imputed)
                : scores(inquiry, ((Substrate.Fixed) substrate).baseline(), table(most));
        double[] all = flat.doubles();
        List<double[]> scores = new ArrayList<>();
        for (int row = 0; row < counts.size(); row++) {
            scores.add(Arrays.copyOfRange(all, row * most, row * most + counts.get(row).length));
        }
        return scores;
    }

    private Tensor scores(Inquiry inquiry, Baseline baseline, Tensor table) {
        return Objects.requireNonNull(inquiry.run(f -> {
                    Samples i = f.samples(table.shape().dim(0));
                    Baseline.Start start = baseline.of(f, f.input());
                    Expr covered = covered(f, start.value(), f.rowOfEach(table, i));
                    return Map.of("scores", start.mean(f.score(covered)).stack(i));
                })
                .get("scores"));
    }

    /** The first explained input at each row's first count, {@code [N, …]}. */
    Tensor inputs(Inquiry inquiry, Substrate substrate) {
        Tensor first = table(1);
        if (substrate instanceof Substrate.Imputed imputed) {
            return Imputing.inputs(inquiry, this, first, imputed);
        }
        Baseline baseline = ((Substrate.Fixed) substrate).baseline();
        return Objects.requireNonNull(inquiry.run(f -> {
                    Baseline.Start start = baseline.of(f, f.input());
                    Samples one = f.samples(1);
                    Expr covered = covered(f, start.value(), f.rowOfEach(first, one));
                    return Map.of("inputs", start.mean(covered.get(0)).mean(one));
                })
                .get("inputs"));
    }

    private Expr covered(Explained f, Expr start, Expr count) {
        Expr x = f.input();
        return x.each(i -> {
            Expr changed = Over.row(f.givenRows("ranks." + i, ranks.get(i)).less(count), x.get(i));
            Expr hidden = start.get(start.size() == 1 ? 0 : i);
            return insert ? changed.where(x.get(i), hidden) : changed.where(hidden, x.get(i));
        });
    }

    /** Counts as rows of samples, {@code [steps, N]}; a row with fewer repeats its last. */
    private Tensor table(int steps) {
        float[] table = new float[steps * counts.size()];
        for (int i = 0; i < table.length; i++) {
            long[] row = counts.get(i % counts.size());
            table[i] = row[Math.min(i / counts.size(), row.length - 1)];
        }
        return Tensor.of(table, steps, counts.size());
    }

    /** Each row's curve over the share of places changed. */
    List<Curve> curves(Inquiry inquiry, Substrate substrate) {
        long places = ranks.stream().mapToLong(input -> input.shape().size()).sum() / counts.size();
        List<double[]> scores = scores(inquiry, substrate);
        List<Curve> curves = new ArrayList<>();
        for (int row = 0; row < scores.size(); row++) {
            double[] at = Arrays.stream(counts.get(row))
                    .mapToDouble(count -> count / (double) places)
                    .toArray();
            curves.add(Curve.of(at, scores.get(row)));
        }
        return curves;
    }
}
