package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.model.Model;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    /** @param budget of a step, in bytes */
    private static float[] smoothed(long budget) throws IOException {
        Device device = Device.cpu();
        var environment = new Model.Environment(new OrtEngine(device, budget), new OrtOracle(), device.rules());
        try (Model model = Model.open(MODELS.resolve("coco-centernet.onnx"), environment)) {
            Preprocessing preprocessing =
                    ImageCard.read(model.card().orElseThrow().image().orElseThrow());
            Picture photo = Picture.read(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
            var algorithm = new SmoothGrad(new Saliency(false), 5, new Noise.Relative(0.1), SmoothGrad.Statistic.MEAN);
            return algorithm
                    .interpret(model, Question.of(Map.of("images", preprocessing.apply(photo))))
                    .attributions()
                    .floats();
        }
    }
}
