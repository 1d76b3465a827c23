package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What becomes of the score when the input is dimmed where the map is low.
 *
 * <p>Chattopadhay et al., 2018, arXiv:1710.11063, section 5.1: the map, without what speaks against the target, divided by its largest
 * value, is multiplied with the input. Numbers, with y the score and o that of what is left: {@code average-drop}, max(0, y - o) / y;
 * {@code increase}, 1 where o is above y, else 0; {@code gain}, max(0, o - y) / (1 - y) (Zhang et al., 2024, Opti-CAM). Ask for probabilities: with
 * scores of either sign the shares mean nothing. Averages over a data set are the papers' numbers. One forward pass.
 *
 * @param baseline what dimmed places fade to; the paper's is black
 * @param channels how the attributions of a pixel are joined
 */
public record AverageDrop(Baseline baseline, Channels channels) implements Evaluation {
    @Override
    public String name() {
        return "average-drop";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            double[] full = inquiry.score().doubles();
            double[] left = left(inquiry, relevance);
            for (int row = 0; row < full.length; row++) {
                double change = left[row] - full[row];
                answer.number("average-drop", Math.max(0, -change) / full[row])
                        .number("increase", change > 0 ? 1 : 0)
                        .number("gain", Math.max(0, change) / (1 - full[row]));
            }
        });
    }

    private double[] left(Inquiry inquiry, Relevance relevance) {
        double[][] masks = new double[relevance.rows()][];
        for (int row = 0; row < masks.length; row++) {
            masks[row] = mask(relevance.places(row, channels));
        }
        Handed maps = new Handed("masks", relevance.overPlaces(masks));
        Object form = List.of(name(), baseline, maps.form());
        Tensor scores = Objects.requireNonNull(inquiry.run(form, maps.given(), Map.of(), f -> {
                    Expr x = f.input();
                    Baseline.Start start = baseline.of(f, x);
                    List<Expr> shares = new ArrayList<>();
                    for (int i = 0; i < x.size(); i++) {
                        Expr share = maps.of(f, i).cast(x.get(i).type());
                        shares.add(Over.row(share, x.get(i)));
                    }
                    Expr way = x.minus(start.value()).times(Expr.bundle(shares));
                    return Map.of("scores", start.mean(f.score(start.value().plus(way))));
                })
                .get("scores"));
        return scores.doubles();
    }

    private static double[] mask(double[] places) {
        double largest = Arrays.stream(places).max().orElse(0);
        return Arrays.stream(places)
                .map(place -> largest > 0 ? Math.max(0, place) / largest : 0)
                .toArray();
    }
}
