package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.image.ContactSheet;
import ai.interpretdl.image.Depiction;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Overlay;
import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.ModelConsensus;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.regression.Consensus;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The sheet of a consensus: garments, what a convolutional network and a vision transformer say of them, and what both agree on.
 *
 * <p>The network takes 28 x 28 pixels, the transformer 42 x 42 in which a garment of 28 x 28 lies somewhere. A Slice in front of the network cuts
 * the garment out, so that both explain the same picture; outside of the cut the network's attributions are 0.
 */
final class ConsensusSheet {
    private static final int SIDE = 42;
    private static final int GARMENT = 28;
    private static final int ENLARGED = 5;
    private static final Interpretation INNER =
            new SmoothGrad(new Saliency(false), 40, new Noise.Relative(0.1), SmoothGrad.Statistic.MEAN);

    /**
     * A garment that both models know.
     *
     * @param top first row of the garment
     * @param left first column
     */
    private record Garment(String file, long top, long left) {}

    private static final List<Garment> GARMENTS = List.of(new Garment("ankle-boot", 0, 14), new Garment("bag", 0, 0));

    private ConsensusSheet() {}

    static ContactSheet of(Path models) throws IOException {
        List<ContactSheet.Cell> cells = new ArrayList<>();
        try (Model transformer = InterpretDl.open(models.resolve("fashion-vit.onnx"))) {
            for (Garment garment : GARMENTS) {
                Path cutting = Files.createTempFile("cutting", ".onnx");
                Cut cut = new Cut(SIDE, garment.top(), garment.left(), GARMENT);
                cut.write(models.resolve("fashion-cnn.onnx"), cutting);
                try (Model network = InterpretDl.open(cutting)) {
                    cells.addAll(row(models.resolve("garments/" + garment.file() + ".png"), network, transformer));
                } finally {
                    Files.delete(cutting);
                }
            }
        }
        return new ContactSheet("", cells, 4);
    }

    private static List<ContactSheet.Cell> row(Path file, Model network, Model transformer) throws IOException {
        Picture seen = Picture.read(Files.readAllBytes(file));
        Tensor x = ImageCard.read(transformer.card().orElseThrow().image().orElseThrow())
                .normalise(seen);
        Question question = Question.of(Map.of("image", x));
        Map<String, Tensor> whole = Map.of(Cut.INPUT, x);
        Explanation alone = INNER.interpret(transformer, question);
        Explanation other = INNER.interpret(network, Question.of(whole));
        Explanation both = new ModelConsensus(
                        INNER, List.of(new ModelConsensus.Member(network, whole)), Consensus.MIN_MAX)
                .interpret(transformer, question);
        String label =
                transformer.card().orElseThrow().label(alone.predicted().get(0)).orElseThrow();
        System.out.println(label + ", the same for both: " + alone.predicted().equals(other.predicted())
                + ", agreement with the transformer and the network "
                + Arrays.toString(both.tensor("agreement").orElseThrow().floats()));
        return List.of(
                new ContactSheet.Cell(label, Squares.of(seen, ENLARGED)),
                cell("fashion-cnn", other, seen),
                cell("fashion-vit", alone, seen),
                cell("consensus", both, seen));
    }

    private static ContactSheet.Cell cell(String title, Explanation answer, Picture seen) {
        Tensor map = answer.attributions().reshape(SIDE, SIDE);
        Depiction drawn = Overlay.OVERLAY_UNIFORM.depict(map, seen);
        return new ContactSheet.Cell(title, Squares.of(drawn, ENLARGED));
    }
}
