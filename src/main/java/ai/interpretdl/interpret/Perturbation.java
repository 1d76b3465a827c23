package ai.interpretdl.interpret;

import ai.interpretdl.interpret.sampling.Masks;
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
        Map<String, Tensor> outputs = baseline instanceof Baseline.Deletion deletion
                ? deleted(inquiry, Deleting.of(inquiry, segments, masks, deletion), masks)
                : hidden(inquiry, segments, masks, baseline);
        double[] flat = Objects.requireNonNull(outputs.get("scores")).doubles();
        double[][] scores = new double[flat.length / masks.samples()][masks.samples()];
        for (int row = 0; row < scores.length; row++) {
            System.arraycopy(flat, row * masks.samples(), scores[row], 0, masks.samples());
        }
        return scores;
    }

    private static Map<String, Tensor> hidden(Inquiry inquiry, Segments segments, Masks masks, Baseline baseline) {
        return inquiry.run(f -> {
            Samples i = f.samples(masks.samples());
            Baseline.Start start = baseline.of(f, f.input());
            var kept = segments.kept(f, f.input(), start.value(), masks.tensor(), i);
            return Map.of("scores", start.mean(f.score(kept)).stack(i));
        });
    }

    private static Map<String, Tensor> deleted(Inquiry inquiry, Map<String, Tensor> tables, Masks masks) {
        return inquiry.run(f -> {
            Samples i = f.samples(masks.samples());
            Map<String, Expr> inputs = new LinkedHashMap<>();
            tables.forEach((name, table) -> inputs.put(name, f.rowOfEach(table, i)));
            return Map.of("scores", f.scoreWith(inputs).stack(i));
        });
    }
}
