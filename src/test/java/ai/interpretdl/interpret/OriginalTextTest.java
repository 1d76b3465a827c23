package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.regression.LinearFit;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.NumpyRandom;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.WordModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What InterpretDL's LIME for text gives for a model whose logits are Σ sin(id·(0.7, 1.3)); measured by running its arithmetic. */
class OriginalTextTest {
    private static final long UNKNOWN = 3;
    private static final long[] IDS = {1, 5, 6, 7, 8, 2, 0, 0};
    private static final double[] WEIGHTS = {0.30829319, 0.22755722, 0.40071576, 0.42096522, 0.11029731, 0.11844387};

    @TempDir
    Path folder;

    @Test
    void limeGivesTheWeightsOfTheOriginal() throws IOException {
        float[] table = new float[18];
        for (int id = 0; id < 9; id++) {
            table[2 * id] = (float) Math.sin(0.7 * id);
            table[2 * id + 1] = (float) Math.sin(1.3 * id);
        }
        try (Model model = InterpretDl.open(WordModel.write(folder, Tensor.of(table, 9, 2)), Device.cpu())) {
            Question question = Question.of(Map.of("ids", Tensor.of(IDS, 1, IDS.length)))
                    .about(Target.ofClass(1))
                    .as(OutputKind.PROBABILITY);
            Inquiry inquiry = Inquiry.of(model, question);
            // its features end at the first padding
            Tensor features = Tensor.of(new long[] {0, 1, 2, 3, 4, 5, -1, -1}, IDS.length);
            Segments segments = Segments.of(inquiry, Features.given(Map.of("ids", features)), 6);
            Masks masks = Masks.fair(new NumpyRandom(42), 50, 6);
            long[] unknown = new long[IDS.length];
            java.util.Arrays.fill(unknown, UNKNOWN);
            Baseline hiding = new Baseline.Paired(Map.of("ids", Tensor.of(unknown, 1, IDS.length)));
            double[] scores = Perturbation.scores(inquiry, segments, masks, hiding)[0];

            LinearFit fit = new Ridge(0).fit(masks.table(), scores, new Locality(0.25).weights(masks));
            assertThat(fit.coefficients()).containsExactly(WEIGHTS, within(1e-5));
            assertThat(fit.r2()).isCloseTo(0.922641, within(1e-5));
        }
    }
}
