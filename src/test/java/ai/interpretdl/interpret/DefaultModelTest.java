package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.LayerCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is promised of large float32 models, on the one that ships. */
class DefaultModelTest {
    private static final Path MODELS = Path.of("..", "models");

    /** Convolutions over several rows add up in another order; 1e-3 of the largest attribution is what we promise. */
    @Test
    void theAnswerDoesNotDependOnHowManySamplesAStepTakes() throws IOException {
        float[] oneByOne = smoothed(1);
        float[] atOnce = smoothed(4L << 30);
        float largest = 0;
        float apart = 0;
        for (int i = 0; i < oneByOne.length; i++) {
            largest = Math.max(largest, Math.abs(oneByOne[i]));
            apart = Math.max(apart, Math.abs(oneByOne[i] - atOnce[i]));
        }
        assertThat(largest).isPositive();
        assertThat(apart / largest).isLessThan(1e-3f);
    }

    /**
     * A detector's score of one cell rests on what lies there. Maps that weigh cells one by one tell where, to the cell or the next one, also of
     * cells with nothing in them; GradCAM's mean over the cells and ScoreCAM's one score for a whole map cannot.
     */
    @ParameterizedTest
    @CsvSource({"15, 40, 40", "15, 20, 20", "15, 60, 30", "0, 10, 60"})
    void theMapOfADetectorsCellIsLargestAtTheCell(long kind, int y, int x) throws IOException {
        MapView view = MapView.raw("CenternetHead/Relu_2");
        try (Model model = InterpretDl.open(MODELS.resolve("coco-centernet.onnx"))) {
            Question question = photo(model).of("keypoints").about(Target.cell(kind, y, x));
            for (Interpretation algorithm : List.of(new LayerCam(view), new HiResCam(view))) {
                float[] map =
                        algorithm.interpret(model, question).attributions().floats();
                int best = 0;
                for (int i = 0; i < map.length; i++) {
                    best = map[i] > map[best] ? i : best;
                }
                assertThat(Math.abs(best / 80 - y))
                        .as(algorithm.name() + " down")
                        .isLessThanOrEqualTo(1);
                assertThat(Math.abs(best % 80 - x))
                        .as(algorithm.name() + " across")
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    /** Its card says that they are, its last node does not. */
    @Test
    void itsScoresAreProbabilitiesAlready() throws IOException {
        try (Model model = InterpretDl.open(MODELS.resolve("coco-centernet.onnx"))) {
            Question question = photo(model).about(Target.ofClass(15));
            Tensor raw = Inquiry.of(model, question.as(OutputKind.RAW)).output();
            assertThat(Inquiry.of(model, question.as(OutputKind.PROBABILITY)).output())
                    .isEqualTo(raw);
        }
    }

    private static Question photo(Model model) throws IOException {
        Preprocessing preprocessing =
                ImageCard.read(model.card().orElseThrow().image().orElseThrow());
        Picture photo = Picture.read(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
        return Question.of(Map.of("images", preprocessing.apply(photo)));
    }

    /** @param budget of a step, in bytes */
    private static float[] smoothed(long budget) throws IOException {
        Device device = Device.cpu();
        var environment = new Model.Environment(new OrtEngine(device, budget), new OrtOracle(), device.rules());
        try (Model model = Model.open(MODELS.resolve("coco-centernet.onnx"), environment)) {
            var algorithm = new SmoothGrad(new Saliency(false), 5, new Noise.Relative(0.1), SmoothGrad.Statistic.MEAN);
            return algorithm.interpret(model, photo(model)).attributions().floats();
        }
    }
}
