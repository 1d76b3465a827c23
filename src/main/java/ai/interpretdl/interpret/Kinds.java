package ai.interpretdl.interpret;

import ai.interpretdl.interpret.regression.Clusters;
import ai.interpretdl.model.Seam;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which features of different inputs are of one kind, so that what is learnt from some can be said of others. */
public sealed interface Kinds {
    /** The kind of each feature of each row, {@code [N][features]}, from 0. */
    int[][] of(Inquiry inquiry, Segments segments);

    /** The kinds of one row's features. */
    default Kinds row(int row) {
        return this;
    }

    /** What has to be kept to tell the same kinds again, as JSON; nothing where kinds need no learning. */
    default Optional<String> json() {
        return Optional.empty();
    }

    /** A feature is of the kind of its number: columns of a table, places of a grid. */
    record Places() implements Kinds {
        @Override
        public int[][] of(Inquiry inquiry, Segments segments) {
            int[] all = IntStream.range(0, segments.features()).toArray();
            return IntStream.range(0, rows(inquiry))
                    .mapToObj(row -> all.clone())
                    .toArray(int[][]::new);
        }
    }

    /**
     * Each feature is of a given kind: that of its word, for instance.
     *
     * @param rows for each row the kind of each of its features
     */
    record Numbered(List<List<Integer>> rows) implements Kinds {
        public Numbered {
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public Kinds row(int row) {
            return new Numbered(List.of(rows.get(row)));
        }

        @Override
        public int[][] of(Inquiry inquiry, Segments segments) {
            return rows.stream()
                    .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
                    .toArray(int[][]::new);
        }
    }

    /** A feature of a text is of the kind of its first token's id. */
    record Tokens() implements Kinds {
        @Override
        public int[][] of(Inquiry inquiry, Segments segments) {
            Seam seam = inquiry.seams().get(0);
            if (!seam.isEmbedding()) {
                throw new IllegalArgumentException("kinds by token need a model of token ids; this one explains "
                        + seam.input() + ", which is no embedding");
            }
            Tensor ids = Objects.requireNonNull(inquiry.question().inputs().get(seam.input()));
            int[][] kinds = new int[rows(inquiry)][segments.features()];
            for (int row = 0; row < kinds.length; row++) {
                long[] features = segments.ids(0, row);
                long[] tokens = rows(inquiry) == 1
                        ? ids.longs()
                        : ids.rows(row, row + 1L).longs();
                for (int at = features.length - 1; at >= 0; at--) {
                    if (features[at] >= 0) {
                        kinds[row][(int) features[at]] = (int) tokens[at];
                    }
                }
            }
            return kinds;
        }
    }

    /**
     * A region of a picture is of the kind of the nearest of some clusters.
     *
     * @param clusters of descriptions, see {@link RegionDescriptions}
     * @param layer whose activations describe a region; the picture itself where empty
     */
    record Clustered(Clusters clusters, Optional<String> layer) implements Kinds {
        @Override
        public Optional<String> json() {
            return Optional.of(clusters.toString());
        }

        @Override
        public int[][] of(Inquiry inquiry, Segments segments) {
            return Arrays.stream(RegionDescriptions.of(inquiry, segments, layer))
                    .map(row -> Arrays.stream(row).mapToInt(clusters::nearest).toArray())
                    .toArray(int[][]::new);
        }
    }

    private static int rows(Inquiry inquiry) {
        return Math.toIntExact(inquiry.subject().rows());
    }
}
