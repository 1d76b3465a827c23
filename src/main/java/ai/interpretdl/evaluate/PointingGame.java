package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Require;

/**
 * Whether the largest attribution lies on what is explained, or near: 1 for a hit, 0 for a miss.
 *
 * <p>Zhang et al., 2018, arXiv:1608.00507, section 4.2; the average over a data set is the paper's accuracy. What InterpretDL calls by this
 * name is {@link Localisation}. No pass of the model beyond the one on the input.
 *
 * @param truth where the object is
 * @param tolerance how far off, in pixels, still is a hit; the paper's is 15
 * @param channels how the attributions of a pixel are joined
 */
public record PointingGame(Truth truth, double tolerance, Channels channels) implements Evaluation {
    public PointingGame {
        Require.notNegative(tolerance, "tolerance");
    }

    @Override
    public String name() {
        return "pointing-game";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            Geometry image = relevance.image(name());
            for (int row = 0; row < relevance.rows(); row++) {
                int largest = Order.MOST_RELEVANT_FIRST.of(relevance.places(row, channels))[0];
                boolean hit = isNear(largest, truth.of(row, relevance.rows(), image), image.width());
                answer.number("pointing-game", hit ? 1 : 0);
            }
        });
    }

    private boolean isNear(int place, boolean[] meant, int width) {
        for (int i = 0; i < meant.length; i++) {
            double down = i / width - place / width;
            double across = i % width - place % width;
            if (meant[i] && Math.hypot(down, across) <= tolerance) {
                return true;
            }
        }
        return false;
    }
}
