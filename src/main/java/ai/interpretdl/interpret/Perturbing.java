package ai.interpretdl.interpret;

import ai.interpretdl.tensor.Tensor;
import java.util.Map;

/**
 * An algorithm that scores inputs some of whose features are hidden or faded, all of them in one program, and makes its answer of the scores
 * in Java. Which inputs these are depends on nothing but the number of a row's features and the seed: of rows that have differently many each is
 * asked about by a design of its own, so that no answer depends on what else is in the batch.
 */
public interface Perturbing extends Staged {
    /** As many columns as a table of samples may have. */
    int MOST_FEATURES = 4096;

    /** What goes on and off together. */
    Features features();

    /** What hides; over several the score is averaged. */
    Baseline baseline();

    /** What is asked about so many features. */
    Design design(int features, long seed);

    /** What is asked about the features of all rows. */
    default Design design(Segments segments, long seed) {
        return RowDesigns.of(segments, features -> design(features, seed));
    }

    /** The most features that the algorithm can bear. */
    default int mostFeatures() {
        return MOST_FEATURES;
    }

    /**
     * What is asked, and what the scores say.
     *
     * @param shares for each sample how much of each feature stays, from 0 to 1, {@code [samples, features]}, or for each row of the input its own {@code
     *     [samples, N, features]}
     * @param finish makes the answer
     */
    record Design(Tensor shares, Finish finish) {
        /** Finished row by row. */
        public static Design byRow(Tensor shares, Finish ofRow) {
            return new Design(
                    shares,
                    (inquiry, segments, scores) -> RowDesigns.finished(
                            segments,
                            row -> ofRow.of(inquiry.row(row), segments.row(row), new double[][] {scores[row]})));
        }
    }

    /** Makes an answer of scores. */
    @FunctionalInterface
    interface Finish {
        /** @param scores of each row and sample, {@code [N][samples]} */
        Map<String, Tensor> of(Inquiry inquiry, Segments segments, double[][] scores);
    }

    /** The features of a question. */
    default Segments segments(Inquiry inquiry) {
        return Segments.of(inquiry, features(), mostFeatures());
    }

    @Override
    default Stage stage(Inquiry inquiry, long seed) {
        Segments segments = segments(inquiry);
        Design design = design(segments, seed);
        return Perturbation.stage(
                inquiry,
                segments,
                design.shares(),
                baseline(),
                scores -> design.finish().of(inquiry, segments, scores));
    }
}
