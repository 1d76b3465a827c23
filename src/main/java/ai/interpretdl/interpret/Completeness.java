package ai.interpretdl.interpret;

import ai.interpretdl.tensor.Tensor;
import java.util.Map;

/** By how much attributions miss the difference of scores that they should sum to. */
final class Completeness {
    private Completeness() {}

    static void add(Inquiry inquiry, Baseline baseline, Map<String, Tensor> tensors) {
        Tensor score = inquiry.score();
        Tensor start = inquiry.scoreAt(baseline);
        double[] delta = new double[Math.toIntExact(score.shape().size())];
        tensors.forEach((name, tensor) -> {
            if (name.startsWith("attributions")) {
                addRows(tensor.doubles(), delta);
            }
        });
        double[] scores = score.doubles();
        double[] starts = start.doubles();
        float[] missed = new float[delta.length];
        for (int i = 0; i < delta.length; i++) {
            missed[i] = (float) (delta[i] - (scores[i] - starts[i]));
        }
        tensors.put("score", score);
        tensors.put("baseline_score", start);
        tensors.put("completeness_delta", Tensor.of(missed, score.shape().dims()));
    }

    private static void addRows(double[] values, double[] totals) {
        int width = values.length / totals.length;
        for (int i = 0; i < values.length; i++) {
            totals[i / width] += values[i];
        }
    }
}
