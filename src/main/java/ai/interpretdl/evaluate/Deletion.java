package ai.interpretdl.evaluate;

/**
 * How fast the score falls when the most relevant places are hidden first: the area below the curve of scores.
 *
 * <p>Petsiuk et al., 2018, arXiv:1806.07421, section 4.2. Numbers: {@code deletion}, by trapezoids over the share hidden, and
 * {@code deletion_mean}, the plain average of the scores, which is InterpretDL's. Curves are never compared across steps or substrates.
 * One forward pass a step.
 *
 * @param removing substrate (the paper's: zeros), steps, channels
 */
public record Deletion(Removing removing) implements Evaluation {
    @Override
    public String name() {
        return "deletion";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            for (Curve curve : removing.curves(inquiry, relevance, Order.MOST_RELEVANT_FIRST, false)) {
                answer.number("deletion", curve.area())
                        .number("deletion_mean", curve.mean())
                        .curve("deletion", curve);
            }
        });
    }
}
