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
import java.util.stream.IntStream;

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
        Tensor scores = substrate instanceof Substrate.Imputed imputed
                ? Imputing.scores(inquiry, this, table(most()), imputed)
                : scores(inquiry, List.of(this), ((Substrate.Fixed) substrate).baseline());
        return split(scores, 0);
    }

    /** The scores of each of several removals that hide. One program, but for each its own where places are imputed. */
    private static List<List<double[]>> scores(Inquiry inquiry, Substrate substrate, List<Removal> removals) {
        List<List<double[]>> all = new ArrayList<>();
        if (substrate instanceof Substrate.Fixed fixed) {
            Tensor scores = scores(inquiry, removals, fixed.baseline());
            int from = 0;
            for (Removal removal : removals) {
                all.add(removal.split(scores, from));
                from += removal.most();
            }
        } else {
            removals.forEach(removal -> all.add(removal.scores(inquiry, substrate)));
        }
        return all;
    }

    /** The samples of one removal are behind those of the other; in them the other changes nothing. */
    private static Tensor scores(Inquiry inquiry, List<Removal> removals, Baseline baseline) {
        List<Tensor> tables = tables(removals);
        return Objects.requireNonNull(inquiry.run(f -> {
                    Samples i = f.samples(tables.get(0).shape().dim(0));
                    Baseline.Start start = baseline.of(f, f.input());
                    Expr covered = f.input();
                    for (int r = 0; r < tables.size(); r++) {
                        Expr count = f.rowOfEach(tables.get(r), i);
                        covered = removals.get(r).covered(f, covered, start.value(), count, r);
                    }
                    return Map.of("scores", start.mean(f.score(covered)).stack(i));
                })
                .get("scores"));
    }

    private static List<Tensor> tables(List<Removal> removals) {
        List<Tensor> tables = new ArrayList<>();
        for (int own = 0; own < removals.size(); own++) {
            List<Tensor> parts = new ArrayList<>();
            for (int i = 0; i < removals.size(); i++) {
                Removal removal = removals.get(i);
                parts.add(i == own ? removal.table(removal.most()) : removal.unchanged());
            }
            tables.add(Tensor.concat(parts));
        }
        return tables;
    }

    private Tensor unchanged() {
        return Tensor.of(new float[most() * counts.size()], most(), counts.size());
    }

    private int most() {
        return counts.stream().mapToInt(c -> c.length).max().orElse(1);
    }

    /**
     * Each row's own scores.
     *
     * @param scores {@code [N, samples]}
     * @param from the first sample of this removal
     */
    private List<double[]> split(Tensor scores, int from) {
        double[] all = scores.doubles();
        int samples = all.length / counts.size();
        List<double[]> split = new ArrayList<>();
        for (int row = 0; row < counts.size(); row++) {
            int first = row * samples + from;
            split.add(Arrays.copyOfRange(all, first, first + counts.get(row).length));
        }
        return split;
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
                    Expr covered = covered(f, f.input(), start.value(), f.rowOfEach(first, one), 0);
                    return Map.of("inputs", start.mean(covered.get(0)).mean(one));
                })
                .get("inputs"));
    }

    /**
     * @param before the input that places are hidden in; all of it is hidden where they come back
     * @param number tells the removals of a program apart
     */
    private Expr covered(Explained f, Expr before, Expr start, Expr count, int number) {
        return before.each(i -> {
            Expr x = before.get(i);
            Expr rank = f.givenRows("ranks." + number + "." + i, ranks.get(i));
            Expr changed = Over.row(rank.less(count), x);
            Expr hidden = start.get(start.size() == 1 ? 0 : i);
            return insert ? changed.where(x, hidden) : changed.where(hidden, x);
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
        return curves(scores(inquiry, substrate));
    }

    /** The curves of each of several removals that hide, in one program. */
    static List<List<Curve>> curves(Inquiry inquiry, Substrate substrate, List<Removal> removals) {
        List<List<double[]>> scores = scores(inquiry, substrate, removals);
        return IntStream.range(0, removals.size())
                .mapToObj(r -> removals.get(r).curves(scores.get(r)))
                .toList();
    }

    private List<Curve> curves(List<double[]> scores) {
        long places = ranks.stream().mapToLong(input -> input.shape().size()).sum() / counts.size();
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
