package ai.interpretdl.evaluate;

/**
 * In which share of the steps the score does not fall, when places come into a hidden input from the least relevant one on.
 *
 * <p>Arya et al., 2019, arXiv:1909.03012 (AIX360) and Quantus ask whether that is all of them; that is a number of 1 here. One forward
 * pass a step.
 *
 * @param removing substrate, steps, channels
 */
public record Monotonicity(Removing removing) implements Evaluation {
    @Override
    public String name() {
        return "monotonicity";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            for (Curve curve : removing.curves(inquiry, relevance, Order.LEAST_RELEVANT_FIRST, true)) {
                answer.number("monotonicity", rising(curve))
                        .curve("score", curve)
                        .over(Axes.SHOWN);
            }
        });
    }

    private static double rising(Curve curve) {
        int steps = curve.values().size() - 1;
        int rising = 0;
        for (int i = 0; i < steps; i++) {
            rising += curve.values().get(i + 1) >= curve.values().get(i) ? 1 : 0;
        }
        return steps == 0 ? Double.NaN : rising / (double) steps;
    }
}
