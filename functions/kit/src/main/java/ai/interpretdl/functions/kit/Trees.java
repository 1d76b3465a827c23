package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.sampling.Hierarchy;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Which regions of pictures belong together, by their colours. */
public final class Trees {
    private Trees() {}

    /** A tree for each row of pictures that came encoded and are cut into regions; else none, and nearness decides. */
    public static List<Hierarchy> of(Asked asked, Features features) {
        if (asked.pictures().isEmpty() || !(features instanceof Features.Given given) || !asked.isPicture()) {
            return List.of();
        }
        Tensor regions = given.segments().get(asked.image());
        List<Hierarchy> trees = new ArrayList<>();
        for (int row = 0; regions != null && row < asked.pictures().size(); row++) {
            Picture seen = asked.pictures().get(row);
            Tensor own = regions.shape().rank() == 4 ? regions.rows(row, row + 1L) : regions;
            if (own.shape().size() != (long) seen.width() * seen.height()) {
                return List.of();
            }
            trees.add(tree(ai.interpretdl.image.Hierarchy.of(own.reshape(seen.height(), seen.width()), seen)));
        }
        return trees;
    }

    private static Hierarchy tree(ai.interpretdl.image.Hierarchy merged) {
        List<Hierarchy> nodes = new ArrayList<>();
        for (int leaf = 0; leaf < merged.leaves(); leaf++) {
            nodes.add(new Hierarchy.Leaf(leaf));
        }
        merged.merges()
                .forEach(merge -> nodes.add(new Hierarchy.Pair(nodes.get(merge.first()), nodes.get(merge.second()))));
        return nodes.get(nodes.size() - 1);
    }
}
