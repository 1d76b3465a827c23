package ai.interpretdl.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How alike two explanations of a row are.
 *
 * @param ranks Spearman's correlation of the attributions
 * @param sizes that of their sizes
 * @param structure structural similarity of the sizes over an image; NaN where the input is none
 */
record Alike(double ranks, double sizes, double structure) {
    static List<Alike> rows(Relevance before, Relevance after) {
        return new Before(before).rows(after);
    }

    /** What others are compared with: its ranks are found once. */
    static final class Before {
        private final Relevance relevance;
        private final List<double[]> ranks = new ArrayList<>();
        private final List<double[]> ranksOfSizes = new ArrayList<>();

        Before(Relevance relevance) {
            this.relevance = relevance;
            for (double[] row : relevance.byRow()) {
                ranks.add(Correlation.ranks(row));
                ranksOfSizes.add(Correlation.ranks(Similarity.sizes(row)));
            }
        }

        List<Alike> rows(Relevance after) {
            List<Alike> rows = new ArrayList<>();
            for (int row = 0; row < relevance.rows(); row++) {
                double[] own = after.elements(row);
                rows.add(new Alike(
                        correlation(ranks.get(row), own),
                        correlation(ranksOfSizes.get(row), Similarity.sizes(own)),
                        structure(relevance, after, row)));
            }
            return rows;
        }
    }

    /** Attributions that have become the same everywhere have nothing left of what varied before. */
    private static double correlation(double[] before, double[] after) {
        double correlation = Correlation.PEARSON.of(before, Correlation.ranks(after));
        boolean varied = Arrays.stream(before).anyMatch(rank -> rank != before[0]);
        return Double.isNaN(correlation) && varied ? 0 : correlation;
    }

    private static double structure(Relevance before, Relevance after, int row) {
        Geometry image = before.inputs().get(0);
        if (before.inputs().size() != 1 || !image.isImage()) {
            return Double.NaN;
        }
        return Similarity.structural(
                before.places(row, Channels.ABSOLUTE),
                after.places(row, Channels.ABSOLUTE),
                image.height(),
                image.width());
    }
}
