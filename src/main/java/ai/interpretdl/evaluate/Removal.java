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
        return scores(inquiry, substrate, List.of(this)).get(0);
    }

    /** The scores of each of several removals that hide, in one program. */
    private static List<List<double[]>> scores(Inquiry inquiry, Substrate substrate, List<Removal> removals) {
        Tensor scores = found(
                "scores",
                inquiry,
                substrate,
                removals,
                (f, changed, i) -> changed.mean(f.score(changed.value())).stack(i));
        List<List<double[]>> all = new ArrayList<>();
        int from = 0;
        for (Removal removal : removals) {
            all.add(removal.split(scores, from));
            from += removal.most();
        }
        return all;
    }

    /** The first explained input at the only count of each row, {@code [N, …]}. */
    Tensor inputs(Inquiry inquiry, Substrate substrate) {
        return found(
                "inputs",
                inquiry,
                substrate,
                List.of(this),
                (f, changed, i) -> changed.mean(changed.value().get(0)).mean(i));
    }

    /** What is asked of the input in which places have changed. */
    @FunctionalInterface
    private interface Asked {
        Expr of(Explained f, Baseline.Start changed, Samples i);
    }

    /** @param what tells askings apart */
    private static Tensor found(
            String what, Inquiry inquiry, Substrate substrate, List<Removal> removals, Asked asked) {
        Changing changing = Changing.of(inquiry, substrate, removals);
        int samples = removals.stream().mapToInt(Removal::most).sum();
        Object form = List.of("removal", what, changing.form());
        Map<String, Tensor> outputs = inquiry.run(form, changing.given(), changing.tables(), f -> {
            Samples i = f.samples(samples);
            return Map.of(what, asked.of(f, changing.input(f, i), i));
        });
        return Objects.requireNonNull(outputs.get(what));
    }

    /** How many samples there are: the counts of the row that has most. */
    int most() {
        return counts.stream().mapToInt(c -> c.length).max().orElse(1);
    }

    /** How many places of a row have changed in a sample; a row with fewer samples repeats its last. */
    long count(int sample, int row) {
        long[] own = counts.get(row);
        return own[Math.min(sample, own.length - 1)];
    }

    /** The counts of all samples, {@code [samples, N]}. */
    Tensor table() {
        float[] table = new float[most() * counts.size()];
        for (int i = 0; i < table.length; i++) {
            table[i] = count(i / counts.size(), i % counts.size());
        }
        return Tensor.of(table, most(), counts.size());
    }

    /** The positions of a row's places in the first explained input. */
    float[] ranks(int row) {
        Tensor first = ranks.get(0);
        long rows = counts.size();
        return first.reshape(rows, first.shape().size() / rows)
                .rows(row, row + 1L)
                .floats();
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
