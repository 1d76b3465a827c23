package ai.interpretdl.interpret.attention;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trained vision transformer: its attention lies where the garment does. */
class GarmentsTest {
    private static final Path MODELS = Path.of("..", "models");
    private static final int SIDE = 6;
    private static final int GARMENT = 4;

    @ParameterizedTest
    @CsvSource({"ankle-boot, Ankle boot, 0, 2", "bag, Bag, 0, 0", "sandal, Sandal, 1, 0"})
    void mostRelevanceLiesOnTheGarment(String file, String label, int top, int left) throws IOException {
        try (Model model = InterpretDl.open(MODELS.resolve("fashion-vit.onnx"), Device.cpu())) {
            Question question = Question.of(Map.of("image", picture(model, file)));
            Scope patches = Scope.all().byPatches();
            for (AttentionAttribution algorithm : new AttentionAttribution[] {
                new Rollout(patches),
                new GenericAttention(patches, GenericAttention.Heads.AFTER_PRODUCT),
                new AttentionXGradient(patches, true)
            }) {
                Explanation answer = algorithm.interpret(model, question);
                assertThat(label(model, answer)).isEqualTo(label);
                // 16 of 36 cells: without any knowledge it would be 0.44
                assertThat(inside(answer.attributions(), top, left))
                        .as(algorithm.name())
                        .isGreaterThan(0.5);
            }
        }
    }

    private static Tensor picture(Model model, String file) throws IOException {
        Picture picture = Picture.read(Files.readAllBytes(MODELS.resolve("garments/" + file + ".png")));
        return ImageCard.read(model.card().flatMap(Card::image).orElseThrow()).apply(picture);
    }

    private static String label(Model model, Explanation answer) {
        return model.card().orElseThrow().label(answer.predicted().get(0)).orElseThrow();
    }

    private static double inside(Tensor map, int top, int left) {
        assertThat(map.shape().dims()).containsExactly(1, SIDE, SIDE);
        double[] cells = map.doubles();
        double inside = 0;
        double all = 0;
        for (int i = 0; i < cells.length; i++) {
            int row = i / SIDE - top;
            int column = i % SIDE - left;
            boolean garment = row >= 0 && row < GARMENT && column >= 0 && column < GARMENT;
            inside += garment ? cells[i] : 0;
            all += cells[i];
        }
        return inside / all;
    }
}
