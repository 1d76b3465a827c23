package ai.interpretdl.evaluate;

import java.util.List;

/**
 * How far the scores lie apart when shares of the least and of the most relevant pixels are replaced by what their neighbours suggest.
 *
 * <p>Rong et al., 2022, arXiv:2202.00449: remove and debias. Number: {@code road}, the mean over the shares of (least relevant first - most
 * relevant first) / 2, as in pytorch-grad-cam; {@code road_morf} and {@code road_lerf} are the mean scores. The curves
 * start at the whole input, which is in no mean. Two forward passes a share.
 *
 * @param shares of the pixels, each between 0 and 1
 * @param substrate what replaces; the paper's is {@link Substrate#imputed()}
 * @param channels how the attributions of a pixel are joined
 */
public record Road(List<Double> shares, Substrate substrate, Channels channels) implements Evaluation {
    /** The shares that pytorch-grad-cam takes. */
    public static final List<Double> SHARES = List.of(0.2, 0.4, 0.6, 0.8);

    public Road {
        shares = shares.stream().sorted().toList();
        if (shares.isEmpty() || shares.stream().anyMatch(share -> !(share > 0 && share < 1))) {
            throw new IllegalArgumentException("shares are " + shares + "; each lies between 0 and 1");
        }
    }

    @Override
    public String name() {
        return "road";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            Removal most = removal(relevance, Order.MOST_RELEVANT_FIRST);
            Removal least = removal(relevance, Order.LEAST_RELEVANT_FIRST);
            List<List<Curve>> both = Removal.curves(inquiry, substrate, List.of(most, least));
            List<Curve> morf = both.get(0);
            List<Curve> lerf = both.get(1);
            double[] full = inquiry.score().doubles();
            for (int row = 0; row < morf.size(); row++) {
                answer.number("road", (lerf.get(row).mean() - morf.get(row).mean()) / 2)
                        .number("road_morf", morf.get(row).mean())
                        .number("road_lerf", lerf.get(row).mean())
                        .curve("morf", morf.get(row).after(full[row]))
                        .curve("lerf", lerf.get(row).after(full[row]));
            }
        });
    }

    private Removal removal(Relevance relevance, Order order) {
        return Removal.of(relevance, channels, order, false, values -> counts(values.length));
    }

    private long[] counts(int places) {
        return shares.stream().mapToLong(share -> Math.round(share * places)).toArray();
    }
}
