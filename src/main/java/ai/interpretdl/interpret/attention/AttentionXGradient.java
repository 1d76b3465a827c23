package ai.interpretdl.interpret.attention;

import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.List;

/**
 * Each attention weight times its gradient, added up over all that attend to a token: by how much the score changes, to first order, when
 * all attention to the token grows by the same factor.
 *
 * <p>Barkan et al., 2021, arXiv:2204.11073 (Grad-SAM), equation 3, up to its constant factor, when gradients are rectified; Serrano and
 * Smith, 2019, arXiv:1906.03731, rank by the plain product.
 *
 * @param scope which layers, and whether maps are upsampled; all tokens attend, so that the readout is not asked
 * @param rectified whether only gradients above 0 count
 */
public record AttentionXGradient(Scope scope, boolean rectified) implements AttentionAttribution {
    @Override
    public String name() {
        return "attention-x-gradient";
    }

    @Override
    public Expr attribute(Explained f, Expr x, Tower tower) {
        List<Expr> slopes = f.attentionGradients(x, tower.maps());
        Expr sum = slopes.get(0).zeros().sum(0, 1);
        for (int l = 0; l < slopes.size(); l++) {
            Expr slope = rectified ? slopes.get(l).relu() : slopes.get(l);
            sum = sum.plus(tower.maps().get(l).weights().times(slope).sum(0, 1));
        }
        return sum;
    }
}
