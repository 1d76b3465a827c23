package ai.interpretdl.interpret.attention;

import ai.interpretdl.program.AttentionMap;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;

/**
 * How much of each input token reaches the output, when attention, averaged over heads, and the residual stream carry half each.
 *
 * <p>Abnar and Zuidema, 2020, arXiv:2005.00928, section 3: the product over layers, the last on the left, of A + I with rows that sum to 1.
 * Needs no gradient. InterpretDL reads row 0; here the row that the model reads, unless the scope says otherwise.
 *
 * @param scope which layers, and how the answer is read off
 */
public record Rollout(Scope scope) implements AttentionAttribution {
    @Override
    public String name() {
        return "rollout";
    }

    @Override
    public Expr attribute(Explained f, Expr x, Tower tower) {
        Expr reach = scope.readout().rows(tower);
        for (int l = tower.maps().size() - 1; l >= 0; l--) {
            reach = reach.matmul(mixed(tower.maps().get(l), tower.identity()));
        }
        return tower.flat(reach);
    }

    private static Expr mixed(AttentionMap map, Expr identity) {
        Expr sum = map.weights().mean(0).plus(identity);
        return sum.over(sum.reduce("ReduceSum", true, 1));
    }
}
