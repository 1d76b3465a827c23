package ai.interpretdl.interpret;

import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The scores of a model with some features hidden, all of them in one program. */
public final class Perturbation {
    private Perturbation() {}

    /**
     * @param masks for each sample the features that stay
     * @param baseline what hides the others; over several the score is averaged
     * @return the score of each row and sample, {@code [N][samples]}
     */
    public static double[][] scores(Inquiry inquiry, Segments segments, Masks masks, Baseline baseline) {
        return baseline instanceof Baseline.Deletion deletion
                ? deleted(inquiry, Deleting.of(inquiry, segments, masks, deletion), masks.samples())
                : hidden(
                        inquiry,
                        baseline,
                        masks.samples(),
                        (f, start, i) -> segments.kept(f, f.input(), start, masks.tensor(), i));
    }

    /**
     * @param shares for each sample how much of each feature stays, from 0 to 1, {@code [samples, features]}
     * @param baseline what the rest fades to; over several the score is averaged
     * @return the score of each row and sample, {@code [N][samples]}
     */
    public static double[][] scores(Inquiry inquiry, Segments segments, Tensor shares, Baseline baseline) {
        return hidden(
                inquiry,
                baseline,
                Math.toIntExact(shares.shape().dim(0)),
                (f, start, i) -> segments.faded(f, f.input(), start, shares, i));
    }

    /** The input as a sample has it. */
    private interface Changed {
        Expr of(Explained f, Expr start, Samples axis);
    }

    private static double[][] hidden(Inquiry inquiry, Baseline baseline, int samples, Changed changed) {
        return table(samples, inquiry.run(f -> {
            Samples i = f.samples(samples);
            Baseline.Start start = baseline.of(f, f.input());
            Expr input = changed.of(f, start.value(), i);
            return Map.of("scores", start.mean(f.score(input)).stack(i));
        }));
    }

    private static double[][] deleted(Inquiry inquiry, Map<String, Tensor> tables, int samples) {
        return table(samples, inquiry.run(f -> {
            Samples i = f.samples(samples);
            Map<String, Expr> inputs = new LinkedHashMap<>();
            tables.forEach((name, table) -> inputs.put(name, f.rowOfEach(table, i)));
            return Map.of("scores", f.scoreWith(inputs).stack(i));
        }));
    }

    private static double[][] table(int samples, Map<String, Tensor> outputs) {
        double[] flat = Objects.requireNonNull(outputs.get("scores")).doubles();
        double[][] scores = new double[flat.length / samples][samples];
        for (int row = 0; row < scores.length; row++) {
            System.arraycopy(flat, row * samples, scores[row], 0, samples);
        }
        return scores;
    }
}
