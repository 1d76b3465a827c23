package ai.interpretdl.evaluate;

import java.util.List;

/**
 * How far the scores lie apart when places are hidden from the least and from the most relevant one on.
 *
 * <p>Samek et al., 2017, arXiv:1509.06321; the area between the two curves (ABPC) after Li et al., 2023, M4. Numbers: {@code abpc}, and for
 * each curve its area ({@code morf}, {@code lerf}) and its plain average ({@code morf_mean}, {@code lerf_mean}), which is InterpretDL's.
 * Two forward passes a step.
 *
 * @param removing substrate, steps, channels
 */
public record PerturbationCurves(Removing removing) implements Evaluation {
    @Override
    public String name() {
        return "abpc";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            List<List<Curve>> both =
                    removing.curves(inquiry, relevance, List.of(Order.MOST_RELEVANT_FIRST, Order.LEAST_RELEVANT_FIRST));
            List<Curve> morf = both.get(0);
            List<Curve> lerf = both.get(1);
            for (int row = 0; row < morf.size(); row++) {
                add(answer, morf.get(row), lerf.get(row));
            }
        });
    }

    /** What a row's two curves come to. */
    static void add(Answer answer, Curve morf, Curve lerf) {
        answer.number("abpc", lerf.area() - morf.area())
                .number("morf", morf.area())
                .number("lerf", lerf.area())
                .number("morf_mean", morf.mean())
                .number("lerf_mean", lerf.mean())
                .curve("morf", morf)
                .curve("lerf", lerf);
    }
}
