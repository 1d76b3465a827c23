package ai.interpretdl.interpret.attention;

import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.input.Point;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.List;

/** The gradient of the last layer's attention, averaged along the line from a zero input. */
final class Feedback {
    private Feedback() {}

    /** {@code [H, T, T]}. */
    static Expr of(Explained f, Expr x, Tower tower, Quadrature quadrature, int steps) {
        Point p = Point.of(f, quadrature, steps);
        Expr scaled = x.times(p.alpha());
        return f.attentionGradients(scaled, List.of(tower.lastAt(f, scaled)))
                .get(0)
                .times(p.weight())
                .sum(p.axis());
    }
}
