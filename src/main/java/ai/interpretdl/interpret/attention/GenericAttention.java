package ai.interpretdl.interpret.attention;

import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.List;

/**
 * Relevance carried through the layers by attention, each weight counted by how much the score rises with it.
 *
 * <p>Chefer et al., 2021, arXiv:2103.15679, equations 5 and 6: R = I, then R ← R + M·R layer by layer, M the mean over heads of
 * ReLU(∂score/∂A ⊙ A). A model of pictures and texts without attention between them is explained tower by tower, as in the paper.
 * InterpretDL takes the mean over heads before the product for pictures and texts alone, and always explains the predicted class of a text;
 * {@link Heads#BEFORE_PRODUCT} does the first, nothing the second.
 *
 * @param scope which layers, and how the answer is read off; InterpretDL starts at layer 3 of 12 (pictures) and at 11 (texts)
 * @param heads where the mean over heads is taken
 */
public record GenericAttention(Scope scope, Heads heads) implements AttentionAttribution {
    /** Where the mean over heads is taken. */
    public enum Heads {
        /** Of the rectified products of every head: the paper. */
        AFTER_PRODUCT,
        /** Of weights and gradients, before their product is rectified: InterpretDL. */
        BEFORE_PRODUCT
    }

    @Override
    public String name() {
        return "generic-attention";
    }

    @Override
    public Expr attribute(Explained f, Expr x, Tower tower) {
        List<Expr> slopes = f.attentionGradients(x, tower.maps());
        int last = slopes.size() - 1;
        Expr relevance = scope.readout().rows(tower, slopes.get(last));
        for (int l = last; l >= 0; l--) {
            Expr carried = carried(tower.maps().get(l).weights(), slopes.get(l));
            relevance = relevance.plus(relevance.matmul(carried));
        }
        return tower.flat(relevance);
    }

    private Expr carried(Expr weights, Expr slope) {
        return switch (heads) {
            case AFTER_PRODUCT -> weights.times(slope).relu().mean(0);
            case BEFORE_PRODUCT -> weights.mean(0).times(slope.mean(0)).relu();
        };
    }
}
