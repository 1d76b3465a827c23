package ai.interpretdl.evaluate;

import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What a program found for each sample of an axis.
 *
 * @param all tensors {@code [N, count, …]}, without a batch axis {@code [count, …]}
 * @param count of the samples
 * @param whole whether there is no batch axis
 */
record Stacked(Map<String, Tensor> all, int count, boolean whole) {
    /** Results with the samples of an axis behind the rows. */
    static Map<String, Expr> along(Samples axis, Map<String, Expr> results) {
        Map<String, Expr> stacked = new LinkedHashMap<>();
        results.forEach((name, result) -> stacked.put(name, result.stack(axis)));
        return stacked;
    }

    /** What one sample gives. */
    Map<String, Tensor> at(int sample) {
        int own = whole ? 1 : 2;
        Map<String, Tensor> one = new LinkedHashMap<>();
        all.forEach((name, tensor) -> {
            Shape rest = tensor.shape().slice(own, tensor.shape().rank());
            long rows = tensor.shape().size() / rest.size() / count;
            Tensor flat = tensor.reshape(Shape.of(rows * count).concat(rest).dims());
            one.put(
                    name,
                    Tensor.concat(LongStream.range(0, rows)
                            .map(row -> row * count + sample)
                            .mapToObj(at -> flat.rows(at, at + 1))
                            .toList()));
        });
        return one;
    }
}
