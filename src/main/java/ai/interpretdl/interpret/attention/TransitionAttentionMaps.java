package ai.interpretdl.interpret.attention;

import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;

/**
 * Where a Markov chain of attention comes from that starts at the output, weighted by the integrated gradient of the last layer's attention.
 *
 * <p>Yuan et al., 2021, "Explaining information flow inside vision transformers using Markov chain" (TAM): v = row of the last A; for each
 * layer below v ← vA + v; then v times the row of the mean over heads of ReLU(∫ ∂score/∂A dα), along the line from a zero input.
 *
 * @param scope which layers, and how the answer is read off; InterpretDL starts at layer 4 of 12
 * @param steps points of the integral, InterpretDL's grid
 */
public record TransitionAttentionMaps(Scope scope, int steps) implements AttentionAttribution {
    public TransitionAttentionMaps {
        Require.positive(steps, "steps");
    }

    @Override
    public String name() {
        return "tam";
    }

    @Override
    public Expr attribute(Explained f, Expr x, Tower tower) {
        Expr slope = Feedback.of(f, x, tower, Quadrature.ORIGINAL, steps);
        Expr rows = scope.readout().rows(tower, slope);
        int last = tower.maps().size() - 1;
        Expr state = rows.matmul(tower.last().weights().mean(0));
        for (int l = last - 1; l >= 0; l--) {
            state = state.matmul(tower.maps().get(l).weights().mean(0)).plus(state);
        }
        return tower.flat(state.times(rows.matmul(slope.relu().mean(0))));
    }
}
