package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.image.ContactSheet;
import ai.interpretdl.image.Depiction;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Overlay;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Together;
import ai.interpretdl.interpret.attention.AttentionXGradient;
import ai.interpretdl.interpret.attention.BidirectionalTransformer;
import ai.interpretdl.interpret.attention.GenericAttention;
import ai.interpretdl.interpret.attention.Rollout;
import ai.interpretdl.interpret.attention.Scope;
import ai.interpretdl.interpret.attention.TransitionAttentionMaps;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.layer.AblationCam;
import ai.interpretdl.interpret.layer.ChannelSelection;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.interpret.layer.FullGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.GradCamPlusPlus;
import ai.interpretdl.interpret.layer.GuidedGradCam;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.LayerCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.SmoothGradCamPlusPlus;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.layer.XGradCam;
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
 * Makes the pictures of the manual's pages on class activation maps and on attention.
 *
 * <p>Arguments: the folder of the models, the folder to write to.
 */
public final class MapPictures {
    private static final int PHOTO = 320;
    private static final int GARMENT = 42;
    private static final double REDUCED = 0.7;

    private MapPictures() {}

    public static void main(String[] arguments) throws IOException {
        Path models = Path.of(arguments[0]);
        Path images = Path.of(arguments[1]);
        // Photos: a fifth of the size of a PNG file.
        ImageIO.write(
                activationMaps(models).figure().picture(REDUCED).toBufferedImage(),
                "jpg",
                images.resolve("class-activation-maps.jpg").toFile());
        attention(models).figure().write(images.resolve("attention-on-a-vit.png"));
    }

    private static ContactSheet activationMaps(Path models) throws IOException {
        try (Model model = InterpretDl.open(models.resolve("coco-centernet.onnx"))) {
            Picture seen = preparation(model).resized(picture(models.resolve("photos/chelsea.png")));
            Question question = Question.of(Map.of("images", preparation(model).normalise(seen)));
            List<ContactSheet.Cell> cells = new ArrayList<>();
            for (Explanation map : Together.interpret(model, question, cams())) {
                boolean ofLayer = map.tensors().containsKey("attributions");
                Tensor attributions = map.attributions();
                Depiction drawn = ofLayer
                        ? Overlay.OVERLAY_HEATMAP.depict(attributions.reshape(PHOTO, PHOTO), seen)
                        : Overlay.OVERLAY_UNIFORM.depict(attributions.reshape(3, PHOTO, PHOTO), seen);
                boolean again = map.algorithm().equals("score-cam")
                        && cells.stream().anyMatch(cell -> cell.title().equals("score-cam"));
                cells.add(new ContactSheet.Cell(map.algorithm() + (again ? " (increase)" : ""), drawn));
            }
            return new ContactSheet("", cells, 4);
        }
    }

    private static List<Interpretation> cams() {
        MapView view = MapView.standard();
        return List.of(
                new GradCam(view),
                new GradCamPlusPlus(view),
                new XGradCam(view),
                new LayerCam(view),
                new HiResCam(view),
                new EigenCam(view),
                new AblationCam(view),
                new ScoreCam(view),
                new ScoreCam(view, ScoreCam.Weighting.INCREASE, ChannelSelection.all(), Baseline.zeros()),
                new SmoothGradCamPlusPlus(view, 20, new Noise.Relative(0.1)),
                new FullGrad(Upsampling.BILINEAR),
                new GuidedGradCam(Optional.empty(), Upsampling.BILINEAR));
    }

    private static ContactSheet attention(Path models) throws IOException {
        List<ContactSheet.Cell> cells = new ArrayList<>();
        try (Model model = InterpretDl.open(models.resolve("fashion-vit.onnx"))) {
            for (String garment : List.of("ankle-boot", "bag", "sandal")) {
                Picture seen = picture(models.resolve("garments/" + garment + ".png"));
                Question question =
                        Question.of(Map.of("image", preparation(model).normalise(seen)));
                List<Explanation> maps = Together.interpret(model, question, attentions());
                long best = maps.get(0).predicted().get(0);
                String label = model.card().orElseThrow().label(best).orElseThrow();
                cells.add(new ContactSheet.Cell(label, Squares.of(seen, 5)));
                for (Explanation map : maps) {
                    Depiction drawn =
                            Overlay.OVERLAY_HEATMAP.depict(map.attributions().reshape(GARMENT, GARMENT), seen);
                    cells.add(new ContactSheet.Cell(map.algorithm(), Squares.of(drawn, 5)));
                }
            }
        }
        return new ContactSheet("", cells, 6);
    }

    private static List<Interpretation> attentions() {
        Scope all = Scope.all();
        return List.of(
                new Rollout(all),
                new TransitionAttentionMaps(all, 20),
                new GenericAttention(all, GenericAttention.Heads.AFTER_PRODUCT),
                new BidirectionalTransformer(all, BidirectionalTransformer.Perception.HEAD, 20),
                new AttentionXGradient(all, true));
    }

    private static Preprocessing preparation(Model model) {
        return ImageCard.read(model.card().orElseThrow().image().orElseThrow());
    }

    private static Picture picture(Path file) throws IOException {
        return Picture.read(Files.readAllBytes(file));
    }
}
