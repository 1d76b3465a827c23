package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import java.util.List;

/**
 * How much the score drops when a window of the input is hidden.
 *
 * <p>Zeiler and Fergus, 2014, arXiv:1311.2901, section 4.2. A window that hangs over the edge is cut. Where windows overlap their drops are
 * averaged, as in Captum, or summed, as in InterpretDL; where there is none, nothing drops. With several baselines the score is averaged over
 * them.
 *
 * @param baseline what hides
 * @param window its length on each axis of a row; empty: images {@code [C, 15, 15]} or {@code [15, 15, C]}, else single elements
 * @param strides from one window to the next; empty: images {@code [C, 8, 8]} or {@code [8, 8, C]}, else 1
 * @param overlap what becomes of several drops
 */
public record Occlusion(Baseline baseline, List<Long> window, List<Long> strides, Overlap overlap)
        implements InputAttribution {
    /** What becomes of the drops of windows that overlap. */
    public enum Overlap {
        MEAN,
        SUM
    }

    public Occlusion {
        window = List.copyOf(window);
        strides = List.copyOf(strides);
    }

    @Override
    public String name() {
        return "occlusion";
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        return x.each(part -> attribute(f, x, part));
    }

    private Expr attribute(Explained f, Expr x, int part) {
        Windows grid = Windows.of(x.get(part).shape(), window, strides);
        Samples t = f.samples(grid.count());
        Baseline.Start start = baseline.of(f, x);
        Expr hidden = grid.hidden(f, t);
        Expr covered = hidden.where(start.value().get(start.value().size() == 1 ? 0 : part), x.get(part));
        Expr drop = f.score(x).minus(start.mean(f.score(replaced(x, part, covered))));
        Expr share = hidden.cast(x.get(part).type());
        Expr total = drop.times(share).sum(t);
        return overlap == Overlap.SUM ? total : total.overOrZero(share.sum(t));
    }

    private static Expr replaced(Expr x, int part, Expr other) {
        return x.each(i -> i == part ? other : x.get(i));
    }
}
