package ai.interpretdl.evaluate;

/**
 * How fast the score rises when the most relevant places come first into a hidden input: the area below the curve of scores.
 *
 * <p>Petsiuk et al., 2018, arXiv:1806.07421, section 4.2. Numbers: {@code insertion}, by trapezoids over the share shown, and
 * {@code insertion_mean}, the plain average of the scores, which is InterpretDL's. One forward pass a step.
 *
 * @param removing substrate (the paper's: a blurred image), steps, channels
 */
public record Insertion(Removing removing) implements Evaluation {
    @Override
    public String name() {
        return "insertion";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            for (Curve curve : removing.curves(inquiry, relevance, Order.MOST_RELEVANT_FIRST, true)) {
                answer.number("insertion", curve.area())
                        .number("insertion_mean", curve.mean())
                        .curve("insertion", curve)
                        .over(Axes.SHOWN);
            }
        });
    }
}
