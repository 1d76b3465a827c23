package ai.interpretdl.interpret.attention;

import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.AttentionMap;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.ElementType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the tokens perceive on the way up, times what the score feeds back to the last layer's attention.
 *
 * <p>Chen et al., 2023, "Beyond intuition: rethinking token attributions inside transformers", TMLR: attention perception R = I, R ← R + M·R
 * layer by layer, times reasoning feedback F, the mean over heads of ReLU(∫ ∂score/∂A dα) of the last layer along the line from a zero input.
 * InterpretDL weighs heads by the gradient of the predicted class even when another is asked for, and takes the sum behind the attention
 * for the block's input where a text encoder normalises late; here both are what the paper means.
 *
 * @param scope which layers, and how the answer is read off; InterpretDL starts at layer 3 of 12 (pictures) and at 11 (texts)
 * @param perception how M is made
 * @param steps points of the integral, InterpretDL's grid
 */
public record BidirectionalTransformer(Scope scope, Perception perception, int steps) implements AttentionAttribution {
    /** How a layer carries tokens. */
    public enum Perception {
        /** Heads weighted by how much their attention, turned back, meets its gradient: I = mean |AᵀG|, normalised; M = Σ I·A. */
        HEAD,
        /** The mean over heads, each token weighted by how much longer the layer makes it: M = A·diag(‖vW‖ / ‖z‖). */
        TOKEN
    }

    public BidirectionalTransformer {
        Require.positive(steps, "steps");
    }

    @Override
    public String name() {
        return "bidirectional-transformer";
    }

    @Override
    public Expr attribute(Explained f, Expr x, Tower tower) {
        Expr slope = Feedback.of(f, x, tower, Quadrature.ORIGINAL, steps);
        Expr perceived = tower.identity();
        for (Expr carried : carried(f, x, tower)) {
            perceived = perceived.plus(carried.matmul(perceived));
        }
        Expr both = perceived.times(slope.relu().mean(0));
        return tower.flat(scope.readout().rows(tower, slope).matmul(both));
    }

    /** M of each layer, from the input to the output. */
    private List<Expr> carried(Explained f, Expr x, Tower tower) {
        List<AttentionMap> maps = tower.maps();
        if (perception == Perception.TOKEN) {
            return maps.stream()
                    .map(map -> map.weights().mean(0).times(map.stretch().reshape(1, tower.tokens())))
                    .toList();
        }
        List<Expr> slopes = f.attentionGradients(x, maps);
        return IntStream.range(0, maps.size())
                .mapToObj(l -> byHead(maps.get(l).weights(), slopes.get(l)))
                .toList();
    }

    private static Expr byHead(Expr weights, Expr slope) {
        // what a mask forbids has a gradient too, which no token ever meets
        Expr allowed = weights.greater(0).cast(ElementType.FLOAT);
        Expr met = weights.transpose(0, 2, 1).matmul(slope.times(allowed)).abs();
        Expr importance = met.reduce("ReduceMean", true, 1, 2);
        Expr share = importance.overOrZero(importance.reduce("ReduceSum", true, 0));
        return share.times(weights).sum(0);
    }
}
