package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.program.TableRows;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places covered in the graph: one has changed when its position in the order is below the sample's count.
 *
 * @param removals of which those that stand behind another hide
 * @param baseline what stands where the input is hidden
 */
record Covering(List<Removal> removals, Baseline baseline) implements Changing {
    @Override
    public Object form() {
        List<Object> each = new ArrayList<>();
        for (int r = 0; r < removals.size(); r++) {
            each.add(List.of(removals.get(r).insert(), removals.get(r).most(), ranks(r).form()));
        }
        return List.of(each, baseline);
    }

    @Override
    public Map<String, Tensor> given() {
        Map<String, Tensor> given = new HashMap<>();
        for (int r = 0; r < removals.size(); r++) {
            given.putAll(ranks(r).given());
        }
        return given;
    }

    private Handed ranks(int removal) {
        return new Handed("ranks." + removal, removals.get(removal).ranks());
    }

    @Override
    public Map<String, TableRows> tables() {
        Map<String, TableRows> tables = new HashMap<>();
        for (int r = 0; r < removals.size(); r++) {
            tables.put(counts(r), TableRows.of(table(r)));
        }
        return tables;
    }

    private static String counts(int removal) {
        return "counts." + removal;
    }

    /** The counts of one removal, which changes nothing in the samples of the others, {@code [samples, N]}. */
    private Tensor table(int own) {
        List<Tensor> parts = new ArrayList<>();
        for (int r = 0; r < removals.size(); r++) {
            Tensor counts = removals.get(r).table();
            parts.add(r == own ? counts : Tensor.zeros(counts.shape()));
        }
        return Tensor.concat(parts);
    }

    @Override
    public Baseline.Start input(Explained f, Samples i) {
        Baseline.Start start = baseline.of(f, f.input());
        Expr covered = f.input();
        for (int r = 0; r < removals.size(); r++) {
            covered = covered(f, covered, start.value(), r, f.rowOfEach(counts(r), table(r), i));
        }
        return new Baseline.Start(covered, start.axis());
    }

    /** @param before the input that places are hidden in; all of it is hidden where they come back */
    private Expr covered(Explained f, Expr before, Expr start, int r, Expr count) {
        Handed ranks = ranks(r);
        return before.each(i -> {
            Expr x = before.get(i);
            Expr changed = Over.row(ranks.of(f, i).less(count), x);
            Expr hidden = start.get(start.size() == 1 ? 0 : i);
            return removals.get(r).insert() ? changed.where(x, hidden) : changed.where(hidden, x);
        });
    }
}
