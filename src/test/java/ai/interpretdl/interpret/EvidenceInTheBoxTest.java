package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.image.Quickshift;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an algorithm marks lies where a person would look: in a box drawn by hand round the thing, in a file beside the photo. */
class EvidenceInTheBoxTest {
    private static final Path MODELS = Path.of("..", "models");

    private static final Interpretation GRAD_CAM = new GradCam(MapView.standard());

    /**
     * Smoothed with its signs: the detector's score hangs on one cell of its class's heat map, and of the average of the gradient over all cells
     * the rectifier leaves but a few single cells, the strongest of astronaut among much that speaks against a person.
     */
    private static final Interpretation WITH_SIGNS =
            new GradCam(new MapView(Optional.empty(), false, Upsampling.BILINEAR));

    /** In pixels of what the model sees. */
    private record Box(int left, int top, int right, int bottom) {
        boolean holds(int x, int y) {
            return x >= left && x < right && y >= top && y < bottom;
        }

        long area() {
            return (long) (right - left) * (bottom - top);
        }

        Box scaled(double x, double y) {
            return new Box((int) (left * x), (int) (top * y), (int) (right * x), (int) (bottom * y));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coffee", "astronaut"})
    void theEvidenceLiesInTheBox(String photo) throws IOException {
        Path file = MODELS.resolve("photos").resolve(photo + ".png");
        JsonNode drawn =
                new ObjectMapper().readTree(file.resolveSibling(photo + ".json").toFile());
        try (Model model = InterpretDl.open(MODELS.resolve("coco-centernet.onnx"))) {
            Card card = model.card().orElseThrow();
            Preprocessing preprocessing = ImageCard.read(card.image().orElseThrow());
            Picture whole = Picture.read(Files.readAllBytes(file));
            Picture seen = preprocessing.resized(whole);
            Question question = Question.of(Map.of("images", preprocessing.normalise(seen)))
                    .about(Target.ofClass(
                            card.labels().indexOf(drawn.get("label").asText())));
            Box box = box(drawn.get("box"))
                    .scaled(seen.width() / (double) whole.width(), seen.height() / (double) whole.height());
            for (Interpretation algorithm : algorithms(seen)) {
                float[][] map = map(algorithm.interpret(model, question).attributions());
                assertThat(shareIn(box, map))
                        .as("share of %s's positive evidence in the box", algorithm.name())
                        .isGreaterThan(box.area() / (seen.width() * (double) seen.height()));
                float[][] signed = algorithm.equals(GRAD_CAM)
                        ? map(WITH_SIGNS.interpret(model, question).attributions())
                        : map;
                int[] best = peak(signed, seen.height() / 20);
                assertThat(box.holds(best[0], best[1]))
                        .as("%s is largest at %d, %d; the box is %s", algorithm.name(), best[0], best[1], box)
                        .isTrue();
            }
        }
    }

    private static double shareIn(Box box, float[][] map) {
        double inside = 0;
        double all = 0;
        for (int y = 0; y < map.length; y++) {
            for (int x = 0; x < map[y].length; x++) {
                double evidence = Math.max(0, map[y][x]);
                all += evidence;
                inside += box.holds(x, y) ? evidence : 0;
            }
        }
        return inside / all;
    }

    /** Summed over colours. */
    private static float[][] map(Tensor attributions) {
        int height = (int) attributions.shape().dim(-2);
        int width = (int) attributions.shape().dim(-1);
        float[] values = attributions.floats();
        float[][] map = new float[height][width];
        for (int i = 0; i < values.length; i++) {
            map[i / width % height][i % width] += values[i];
        }
        return map;
    }

    /** Where the mean over squares of a side of {@code 2 reach + 1} is largest: x, y. */
    private static int[] peak(float[][] map, int reach) {
        double most = Double.NEGATIVE_INFINITY;
        int[] best = {0, 0};
        for (int y = reach; y < map.length - reach; y++) {
            for (int x = reach; x < map[y].length - reach; x++) {
                double sum = 0;
                for (int dy = -reach; dy <= reach; dy++) {
                    for (int dx = -reach; dx <= reach; dx++) {
                        sum += map[y + dy][x + dx];
                    }
                }
                if (sum > most) {
                    most = sum;
                    best = new int[] {x, y};
                }
            }
        }
        return best;
    }

    /** With the parameters of the gateway's rules, but for fewer samples. */
    private static List<Interpretation> algorithms(Picture seen) {
        Tensor regions = Quickshift.LIME.segments(seen);
        return Stream.<Interpretation>of(
                        new IntegratedGradients(Baseline.zeros(), Quadrature.GAUSS_LEGENDRE, 10),
                        new SmoothGrad(new Saliency(false), 20, new Noise.Relative(0.1), SmoothGrad.Statistic.MEAN),
                        GRAD_CAM,
                        new HiResCam(MapView.standard()),
                        new Occlusion(
                                Baseline.zeros(), List.of(3L, 40L, 40L), List.of(3L, 20L, 20L), Occlusion.Overlap.MEAN),
                        new Lime(
                                Features.given(Map.of("images", regions)),
                                Baseline.zeros(),
                                100,
                                new Locality(0.25),
                                new Ridge(0)))
                .toList();
    }

    private static Box box(JsonNode box) {
        return new Box(
                box.get("left").asInt(),
                box.get("top").asInt(),
                box.get("right").asInt(),
                box.get("bottom").asInt());
    }
}
