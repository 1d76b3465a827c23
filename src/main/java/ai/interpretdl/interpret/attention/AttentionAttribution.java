package ai.interpretdl.interpret.attention;

import ai.interpretdl.interpret.Equation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.model.Layout;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Seam;
import ai.interpretdl.program.AttentionMap;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An algorithm that explains by attention: a map of a picture's patches, a number for each token of anything else. */
public interface AttentionAttribution extends Equation {
    Scope scope();

    /**
     * The equation, written for one tower of one row.
     *
     * @param x the explained input
     * @return what each token counts, {@code [T]}
     */
    Expr attribute(Explained f, Expr x, Tower tower);

    /** Layers of attention are run on the input itself, also by what follows a line to it. */
    @Override
    default boolean isLocal() {
        return true;
    }

    /** Float inputs and tokens, of a model that sees both: all of its towers are explained. */
    @Override
    default List<String> explained(Model model) {
        List<Seam> usual = model.seams();
        List<String> all = Stream.concat(usual.stream(), model.embedding().stream())
                .map(Seam::input)
                .distinct()
                .toList();
        return all.size() > usual.size() ? all : List.of();
    }

    @Override
    default Map<String, Expr> results(Inquiry inquiry, Explained f, Expr x) {
        List<Tower> towers = Tower.of(f, x, scope());
        Map<String, Expr> answers = new LinkedHashMap<>();
        for (Tower tower : towers) {
            Expr tokens = attribute(f, x, tower);
            int read = tower.explained().get(0);
            boolean texts = !f.names().get(read).equals(f.inputNames().get(read));
            boolean one = tower.explained().size() == 1;
            String name = one && (texts || towers.size() > 1)
                    ? "attributions." + f.inputNames().get(read)
                    : "attributions";
            answers.put(name, one ? shown(tokens, x.get(read), tower, f.names().get(read)) : tokens);
        }
        return answers;
    }

    /** As a map, when the tokens are patches of a picture. */
    private Expr shown(Expr tokens, Expr x, Tower tower, String read) {
        AttentionMap last = tower.last();
        return Layout.ofTokens(tower.tokens(), x.shape(), last.cells(), last.tokenRuns(read))
                .map(layout -> layout.map(tokens))
                .map(map -> scope().upsample() ? Upsampling.BILINEAR.toInput(map, x) : map)
                .orElse(tokens);
    }
}
