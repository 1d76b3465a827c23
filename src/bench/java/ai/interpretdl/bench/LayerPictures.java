package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.image.ContactSheet;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Overlay;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.layer.InternalInfluence;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.interpret.layer.LayerConductance;
import ai.interpretdl.interpret.layer.LayerDeepLift;
import ai.interpretdl.interpret.layer.LayerFeatureAblation;
import ai.interpretdl.interpret.layer.LayerGradient;
import ai.interpretdl.interpret.layer.LayerGradientXActivation;
import ai.interpretdl.interpret.layer.LayerIntegratedGradients;
import ai.interpretdl.interpret.layer.LayerLrp;
import ai.interpretdl.interpret.layer.Neuron;
import ai.interpretdl.interpret.layer.NeuronConductance;
import ai.interpretdl.interpret.layer.NeuronGradient;
import ai.interpretdl.interpret.layer.NeuronIntegratedGradients;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Makes the picture of the manual's page on layers: attributions of a layer, summed over its channels, and of the input for one of its elements.
 *
 * <p>Arguments: the folder of the models, the file to write. A quarter of an hour on two busy cores, for the ablation of 102,400 elements.
 */
public final class LayerPictures {
    private static final String LAYER = "CenternetHead/Relu";
    private static final int CHANNELS = 256;
    private static final int SIDE = 20;
    private static final int PIXELS = 320;
    /** A cell on the cat's face. */
    private static final int ROW = 9;

    private static final int COLUMN = 10;

    private LayerPictures() {}

    public static void main(String[] arguments) throws IOException {
        Path models = Path.of(arguments[0]);
        List<ContactSheet.Cell> cells = new ArrayList<>();
        try (Model model = InterpretDl.open(models.resolve("coco-centernet.onnx"))) {
            Preprocessing preparation =
                    ImageCard.read(model.card().orElseThrow().image().orElseThrow());
            Picture seen = preparation.resized(Picture.read(Files.readAllBytes(models.resolve("photos/chelsea.png"))));
            Question question = Question.of(Map.of("images", preparation.normalise(seen)));
            for (Interpretation algorithm : layers()) {
                Tensor map = map(algorithm.interpret(model, question).attributions());
                cells.add(new ContactSheet.Cell(algorithm.name(), Overlay.OVERLAY_DIVERGING.depict(map, seen)));
            }
            for (Interpretation algorithm : neurons(strongest(model, question))) {
                Tensor map = algorithm.interpret(model, question).attributions().reshape(3, PIXELS, PIXELS);
                cells.add(new ContactSheet.Cell(algorithm.name(), Overlay.OVERLAY_UNIFORM.depict(map, seen)));
            }
        }
        // Photos: a fifth of the size of a PNG file.
        ImageIO.write(
                new ContactSheet("", cells, 4).figure().picture().toBufferedImage(),
                "jpg",
                Path.of(arguments[1]).toFile());
    }

    private static List<Interpretation> layers() {
        Optional<String> layer = Optional.of(LAYER);
        Baseline zeros = Baseline.zeros();
        return List.of(
                new LayerActivation(layer),
                new LayerGradient(layer),
                new LayerGradientXActivation(layer),
                new InternalInfluence(layer, zeros, Quadrature.GAUSS_LEGENDRE, 20),
                new LayerConductance(layer, zeros, 20),
                new LayerIntegratedGradients(layer, zeros, Quadrature.GAUSS_LEGENDRE, 20),
                new LayerDeepLift(layer, zeros),
                new LayerLrp(layer, new Lrp(Lrp.Composite.EPSILON_PLUS, 1e-6, 0.25)),
                new LayerFeatureAblation(layer));
    }

    private static List<Interpretation> neurons(Neuron neuron) {
        Baseline zeros = Baseline.zeros();
        return List.of(
                new NeuronGradient(neuron),
                new NeuronIntegratedGradients(neuron, zeros, Quadrature.GAUSS_LEGENDRE, 20),
                new NeuronConductance(neuron, zeros, Quadrature.GAUSS_LEGENDRE, 20));
    }

    /** The channel that speaks most for the class in the cell. */
    private static Neuron strongest(Model model, Question question) {
        float[] products = new LayerGradientXActivation(Optional.of(LAYER))
                .interpret(model, question)
                .attributions()
                .floats();
        int best = 0;
        for (int c = 0; c < CHANNELS; c++) {
            best = products[at(c, ROW, COLUMN)] > products[at(best, ROW, COLUMN)] ? c : best;
        }
        System.out.println("neuron [" + best + ", " + ROW + ", " + COLUMN + "]");
        return Neuron.of(LAYER, best, ROW, COLUMN);
    }

    private static int at(int channel, int row, int column) {
        return (channel * SIDE + row) * SIDE + column;
    }

    /** Summed over the channels, each cell a square of pixels. */
    private static Tensor map(Tensor attributions) {
        float[] values = attributions.floats();
        float[] map = new float[PIXELS * PIXELS];
        int pixels = PIXELS / SIDE;
        for (int i = 0; i < map.length; i++) {
            for (int c = 0; c < CHANNELS; c++) {
                map[i] += values[at(c, i / PIXELS / pixels, i % PIXELS / pixels)];
            }
        }
        return Tensor.of(map, PIXELS, PIXELS);
    }
}
