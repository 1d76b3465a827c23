package ai.interpretdl.interpret;

import ai.interpretdl.model.Seam;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Features laid over the explained inputs of one question: for each a map of numbers, the last of which stands for what never changes.
 *
 * <p>Maps are shaped like a row of the input (of an embedding: its tokens), or have a row axis in front.
 */
public final class Segments {
    /** What the shares are called in a program. */
    static final String SHARES = "shares";

    private static final long MOST = 1 << 20;

    private final List<Tensor> maps;
    private final List<Boolean> byRow;
    private final List<Seam> seams;
    private final int features;
    private final long[] countOfRow;

    private Segments(List<Tensor> maps, List<Boolean> byRow, List<Seam> seams, int features, long[] countOfRow) {
        this.maps = maps;
        this.byRow = byRow;
        this.seams = seams;
        this.features = features;
        this.countOfRow = countOfRow;
    }

    /**
     * @param most how many features the algorithm can bear
     * @throws IllegalArgumentException when segments do not fit their input, or there are too many
     */
    public static Segments of(Inquiry inquiry, Features features, int most) {
        List<Tensor> maps = new ArrayList<>();
        List<Boolean> byRow = new ArrayList<>();
        int rows = Math.toIntExact(inquiry.subject().rows());
        long[] counts = new long[rows];
        long next = 0;
        for (Seam seam : inquiry.seams()) {
            Shape own = own(inquiry, seam);
            Tensor given = features instanceof Features.Given g ? g.segments().get(seam.input()) : null;
            Tensor map = given == null ? elements(own, features, next) : ownRow(inquiry, given, own);
            boolean withRows = map.shape().rank() > own.rank();
            check(seam, map, own, withRows, rows);
            boolean each = withRows && map.shape().dim(0) > 1;
            maps.add(withRows && !each ? withoutRow(map) : map);
            byRow.add(each);
            count(map, each, counts);
            next = Math.max(next, Arrays.stream(counts).max().orElse(0));
        }
        if (next < 1 || next > most) {
            throw new IllegalArgumentException("there are " + next + " features; this algorithm takes 1 to " + most
                    + ": give segments that group the elements of the input");
        }
        return new Segments(maps, byRow, inquiry.seams(), (int) next, counts);
    }

    private static Tensor withoutRow(Tensor map) {
        return map.reshape(map.shape().slice(1, map.shape().rank()).dims());
    }

    /** A row of the input, of an embedding without its last axis. */
    private static Shape own(Inquiry inquiry, Seam seam) {
        Shape shape = Objects.requireNonNull(inquiry.question().inputs().get(seam.input()))
                .shape();
        boolean whole = inquiry.subject().isWhole();
        return whole ? shape : shape.slice(1, shape.rank());
    }

    /** Of a row that is asked about alone, its own. */
    private static Tensor ownRow(Inquiry inquiry, Tensor given, Shape own) {
        boolean withRows =
                given.shape().rank() > own.rank() && inquiry.subject().rows() == 1;
        return inquiry.question()
                .part()
                .filter(any -> withRows)
                .map(part -> part.of(given))
                .orElse(given);
    }

    private static Tensor elements(Shape own, Features features, long from) {
        if (features instanceof Features.Given) {
            // an input without segments, beside others that have some, stays as it is
            return Tensor.of(LongStream.generate(() -> -1).limit(own.size()).toArray(), own.dims());
        }
        return Tensor.of(LongStream.range(from, from + own.size()).toArray(), own.dims());
    }

    private static void check(Seam seam, Tensor map, Shape own, boolean withRows, int rows) {
        String name = "segments." + seam.input();
        if (map.type() != ElementType.INT64 && map.type() != ElementType.INT32) {
            throw new IllegalArgumentException(name + " is " + map.type() + ", not INT64");
        }
        Shape shape = withRows ? map.shape().slice(1, map.shape().rank()) : map.shape();
        boolean fits = shape.rank() <= own.rank()
                && (!withRows || map.shape().dim(0) == rows || map.shape().dim(0) == 1);
        for (int i = 1; fits && i <= shape.rank(); i++) {
            fits = shape.dim(-i) == own.dim(-i) || shape.dim(-i) == 1;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    name + " has shape " + map.shape() + ", which does not lie over a row of " + own);
        }
        if (Arrays.stream(map.longs()).anyMatch(id -> id > MOST)) {
            throw new IllegalArgumentException(name + " has numbers above " + MOST + ": number the segments from 0");
        }
    }

    private static void count(Tensor map, boolean withRows, long[] counts) {
        long[] ids = map.longs();
        boolean each = withRows && map.shape().dim(0) == counts.length;
        int width = each ? ids.length / counts.length : ids.length;
        for (int row = 0; row < counts.length; row++) {
            int from = each ? row * width : 0;
            for (int i = from; i < from + width; i++) {
                counts[row] = Math.max(counts[row], ids[i] + 1);
            }
        }
    }

    /** The number of features, of the row that has most. */
    public int features() {
        return features;
    }

    /** The number of features of each row, INT64 {@code [N]}. */
    public Tensor counts() {
        return Tensor.of(countOfRow, countOfRow.length);
    }

    /** The number N of rows. */
    public int rows() {
        return countOfRow.length;
    }

    public int featuresOf(int row) {
        return (int) countOfRow[row];
    }

    /** Whether all rows have equally many features. */
    boolean areEquallyMany() {
        return Arrays.stream(countOfRow).allMatch(count -> count == features);
    }

    /** Those of one row; where it has no feature there is one that lies nowhere. */
    public Segments row(int row) {
        List<Tensor> own = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            own.add(byRow.get(i) ? withoutRow(maps.get(i).rows(row, row + 1L)) : maps.get(i));
        }
        long[] count = {countOfRow[row]};
        return new Segments(own, Collections.nCopies(own.size(), false), seams, Math.max(1, featuresOf(row)), count);
    }

    /** The segments of each explained input, {@code [N, …]}, by the name {@code segments.<input>}. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < maps.size(); i++) {
            named.put(name(i), rows(i));
        }
        return named;
    }

    /**
     * Where the features of a row lie: the mean place of their elements along each axis of the first input's map, {@code [features][axes]}.
     * One that has no element there lies at 0.
     */
    public double[][] centres(int row) {
        long[] ids = ids(0, row);
        Shape shape = shape(0);
        int rank = shape.rank();
        double[][] sums = new double[features][Math.max(1, rank)];
        int[] counts = new int[features];
        for (int e = 0; e < ids.length; e++) {
            if (ids[e] >= 0) {
                counts[(int) ids[e]]++;
                int rest = e;
                for (int axis = rank - 1; axis >= 0; axis--) {
                    sums[(int) ids[e]][axis] += rest % shape.dim(axis);
                    rest /= (int) shape.dim(axis);
                }
            }
        }
        for (int j = 0; j < features; j++) {
            int count = Math.max(1, counts[j]);
            sums[j] = Arrays.stream(sums[j]).map(sum -> sum / count).toArray();
        }
        return sums;
    }

    /** The features that lie over the elements of an explained input's row, negative where nothing is ever changed; shaped as {@link #shape}. */
    long[] ids(int input, int row) {
        Tensor map = maps.get(input);
        if (!byRow.get(input)) {
            return map.longs();
        }
        int own = map.shape().dim(0) == 1 ? 0 : row;
        return map.rows(own, own + 1L).longs();
    }

    /** The shape of an explained input's map for one row. */
    Shape shape(int input) {
        Shape map = maps.get(input).shape();
        return byRow.get(input) ? map.slice(1, map.rank()) : map;
    }

    /** A map with one row for each row of the input. */
    private Tensor rows(int i) {
        Tensor map = maps.get(i);
        Tensor one =
                byRow.get(i) ? map : map.reshape(Shape.of(1).concat(map.shape()).dims());
        Tensor each = Tensor.of(one.longs(), one.shape().dims());
        return one.shape().dim(0) == countOfRow.length
                ? each
                : Tensor.concat(Collections.nCopies(countOfRow.length, each));
    }

    /**
     * The input in which each feature of a sample keeps the share that its row of {@code table} has; the rest is the start's. Where all
     * stay or go as a whole, they do so to the bit.
     *
     * @param table {@code [samples, features]}, or for each row of the input its own {@code [samples, N, features]}
     */
    Expr perturbed(Explained f, Expr x, Expr start, Tensor table, Samples axis) {
        Tensor shares = withUnchanged(table);
        Expr row = shares.shape().rank() == 2 ? f.row(SHARES, shares, axis) : f.rowOfEach(SHARES, shares, axis);
        boolean whole = areWhole(table);
        return x.each(i -> {
            Expr one = x.get(i);
            Expr from = start.get(start.size() == 1 ? 0 : i);
            Expr share = over(one, i, row.pick(map(f, i)));
            return whole
                    ? share.greater(0.5).where(one, from)
                    : from.plus(share.cast(one.type()).times(one.minus(from)));
        });
    }

    static boolean areWhole(Tensor table) {
        for (float share : table.floats()) {
            if (share != 0 && share != 1) {
                return false;
            }
        }
        return true;
    }

    /** Of an embedding a number for each token lies over its whole width. */
    private Expr over(Expr x, int i, Expr keep) {
        boolean tokens =
                seams.get(i).isEmbedding() && keep.shape().rank() < x.shape().rank();
        return tokens ? keep.reshape(keep.shape().concat(Shape.of(1)).dims()) : keep;
    }

    private Expr map(Explained f, int i) {
        return byRow.get(i) ? f.givenRows(name(i), numbered(i)) : f.given(name(i), numbered(i));
    }

    private String name(int i) {
        return "segments." + seams.get(i).input();
    }

    /** What never changes has the last number. */
    private Tensor numbered(int i) {
        Tensor map = maps.get(i);
        long[] numbers =
                Arrays.stream(map.longs()).map(id -> id < 0 ? features : id).toArray();
        return Tensor.of(numbers, map.shape().dims());
    }

    /** The maps as a program is fed them. */
    Map<String, Tensor> fed() {
        Map<String, Tensor> fed = new LinkedHashMap<>();
        for (int i = 0; i < maps.size(); i++) {
            fed.put(name(i), numbered(i));
        }
        return fed;
    }

    /** Equal for maps that are fed to the same program. */
    Object form() {
        return List.of(
                features,
                byRow,
                maps.stream().map(Tensor::shape).toList(),
                seams.stream().map(Seam::input).toList());
    }

    /** One more column, always on, for what is never changed. */
    Tensor withUnchanged(Tensor table) {
        float[] shares = table.floats();
        int rows = shares.length / features;
        float[] wider = new float[rows * (features + 1)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(shares, row * features, wider, row * (features + 1), features);
            wider[row * (features + 1) + features] = 1;
        }
        Shape shape = table.shape();
        return Tensor.of(wider, shape.with(shape.rank() - 1, features + 1L).dims());
    }

    /** Numbers of features as attributions: each element has its segment's number, 0 where nothing is ever changed. */
    public Map<String, Tensor> painted(double[][] weights, Inquiry inquiry) {
        return painted(weights, inquiry, 0);
    }

    /** The same with another number where nothing is ever changed. */
    public Map<String, Tensor> painted(double[][] weights, Inquiry inquiry, float otherwise) {
        Map<String, Tensor> painted = new LinkedHashMap<>();
        for (int i = 0; i < maps.size(); i++) {
            Shape own = own(inquiry, seams.get(i));
            float[] values = new float[Math.toIntExact(own.size() * weights.length)];
            Shape shape = shape(i);
            int width = Math.toIntExact(own.size());
            for (int row = 0; row < weights.length; row++) {
                long[] ids = ids(i, row);
                for (int e = 0; e < width; e++) {
                    long id = ids[source(e, own, shape)];
                    values[row * width + e] = id < 0 ? otherwise : (float) weights[row][(int) id];
                }
            }
            boolean whole = inquiry.subject().isWhole();
            painted.put(
                    "attributions." + seams.get(i).input(),
                    Tensor.of(values, (whole ? own : Shape.of(weights.length).concat(own)).dims()));
        }
        return painted;
    }

    /** Where the element of a row lies in a map that broadcasts over it. */
    private static int source(int element, Shape own, Shape map) {
        int at = 0;
        int stride = 1;
        int rest = element;
        for (int axis = 1; axis <= map.rank(); axis++) {
            int index = rest % (int) own.dim(-axis);
            rest /= (int) own.dim(-axis);
            at += map.dim(-axis) == 1 ? 0 : index * stride;
            stride *= (int) map.dim(-axis);
        }
        return at;
    }
}
