package ai.interpretdl.interpret;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The designs of rows that have differently many features, each by its own number of them, as one. */
final class RowDesigns {
    private final IntFunction<Perturbing.Design> ofCount;
    private final Map<Integer, Perturbing.Design> known = new HashMap<>();

    private RowDesigns(IntFunction<Perturbing.Design> ofCount) {
        this.ofCount = ofCount;
    }

    /** @param ofCount the design for a number of features */
    static Perturbing.Design of(Segments segments, IntFunction<Perturbing.Design> ofCount) {
        if (segments.areEquallyMany()) {
            return ofCount.apply(segments.features());
        }
        RowDesigns designs = new RowDesigns(ofCount);
        Tensor shares = RowShares.of(segments, count -> designs.of(count).shares());
        return new Perturbing.Design(shares, designs::finish);
    }

    private Perturbing.Design of(int count) {
        return known.computeIfAbsent(count, ofCount::apply);
    }

    /** Every row makes its answer of the scores of its own samples. */
    private Map<String, Tensor> finish(Inquiry inquiry, Segments segments, double[][] scores) {
        return finished(segments, row -> {
            Segments own = segments.row(row);
            Perturbing.Design design = of(own.features());
            double[] asked = Arrays.copyOf(scores[row], RowShares.samples(design.shares()));
            return design.finish().of(inquiry.row(row), own, new double[][] {asked});
        });
    }

    /** The answers of all rows, one behind the other. */
    static Map<String, Tensor> finished(Segments segments, IntFunction<Map<String, Tensor>> ofRow) {
        return RowByRow.tensors(
                IntStream.range(0, segments.rows()).mapToObj(ofRow).toList());
    }
}
