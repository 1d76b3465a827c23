package ai.interpretdl.interpret;

import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.TableRows;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;

/**
 * What an algorithm asks of the model about one question, and what it makes of that.
 *
 * @param what equal where the results differ in nothing but what is fed
 * @param given by the names under which the results hand them in
 * @param tables whose rows belong to samples, likewise
 * @param results what is asked
 * @param finish what is made of it
 */
public record Stage(
        Object what, Map<String, Tensor> given, Map<String, TableRows> tables, Results results, Finish finish) {
    public Stage {
        given = Map.copyOf(given);
        tables = Map.copyOf(tables);
    }

    /** Numbers by name. */
    @FunctionalInterface
    public interface Results {
        /** @param x the explained input, of one row */
        Map<String, Expr> of(Explained f, Expr x);
    }

    /** Makes the tensors of an answer. */
    @FunctionalInterface
    public interface Finish {
        /** @param found the results of all rows */
        Map<String, Tensor> of(Map<String, Tensor> found);
    }

    /** Results that are the answer, with nothing to feed but the question. */
    public static Stage of(Object what, Results results) {
        return new Stage(what, Map.of(), Map.of(), results, found -> found);
    }

    /** The answer about the question itself. */
    public Map<String, Tensor> run(Inquiry inquiry) {
        return finish.of(inquiry.run(what, given, tables, f -> results.of(f, f.input())));
    }
}
