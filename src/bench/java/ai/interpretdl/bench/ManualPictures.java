package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.image.ContactSheet;
import ai.interpretdl.image.Depiction;
import ai.interpretdl.image.Felzenszwalb;
import ai.interpretdl.image.Grid;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Overlay;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.image.Slic;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.RegionDescriptions;
import ai.interpretdl.interpret.input.BlurIg;
import ai.interpretdl.interpret.input.Deconvnet;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.ExactShapley;
import ai.interpretdl.interpret.input.FastNormLime;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.FeaturePermutation;
import ai.interpretdl.interpret.input.GLime;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.interpret.input.GuidedIg;
import ai.interpretdl.interpret.input.HsicAttribution;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.LimePrior;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.NormLime;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.PartitionShap;
import ai.interpretdl.interpret.input.PermutationShap;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.ShapleySampling;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.input.SobolAttribution;
import ai.interpretdl.interpret.input.Xrai;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Makes the pictures of the manual's page on input features: sheets of one photo, explained by each algorithm, and of a consensus of models.
 *
 * <p>Arguments: the folder of the models, the folder to write to, names of sheets; all when none is named.
 */
public final class ManualPictures implements AutoCloseable {
    private static final String CONSENSUS = "consensus";
    private static final List<String> SHEETS =
            List.of("gradient", "path", "perturbation", "shapley", "several", CONSENSUS);

    private static final List<String> PHOTOS = List.of("chelsea.png", "coffee.png", "astronaut.png", "flower.jpg");
    private static final int KINDS = 12;

    private final Model model;
    private final Picture seen;
    private final Question question;
    /** Several photos, the one that is shown first, asked about the same class. */
    private final Question set;

    private final Features ofSet;
    private final Features superpixels;
    private final Features grid;

    private ManualPictures(Path models) throws IOException {
        model = InterpretDl.open(models.resolve("coco-centernet.onnx"));
        Preprocessing preparation =
                ImageCard.read(model.card().orElseThrow().image().orElseThrow());
        List<Picture> photos = new ArrayList<>();
        for (String photo : PHOTOS) {
            photos.add(preparation.resized(Picture.read(Files.readAllBytes(models.resolve("photos/" + photo)))));
        }
        seen = photos.get(0);
        question = Question.of(Map.of("images", preparation.normalise(seen)));
        long cat = model.card().orElseThrow().labels().indexOf("cat");
        set = Question.of(Map.of(
                        "images",
                        Tensor.concat(
                                photos.stream().map(preparation::normalise).toList())))
                .about(Target.ofClass(cat));
        superpixels = Features.given(Map.of("images", row(Slic.DEFAULT.segments(seen))));
        ofSet = Features.given(Map.of(
                "images",
                Tensor.concat(photos.stream()
                        .map(photo -> row(Slic.DEFAULT.segments(photo)).reshape(1, 1, 320, 320))
                        .toList())));
        grid = Features.given(Map.of("images", row(new Grid(8, 8).segments(seen))));
    }

    private static Tensor row(Tensor segments) {
        return segments.reshape(1, segments.shape().dim(0), segments.shape().dim(1));
    }

    public static void main(String[] arguments) throws IOException {
        List<String> named = List.of(arguments).subList(2, arguments.length);
        try (ManualPictures pictures = new ManualPictures(Path.of(arguments[0]))) {
            for (String sheet : named.isEmpty() ? SHEETS : named) {
                ContactSheet made =
                        sheet.equals(CONSENSUS) ? ConsensusSheet.of(Path.of(arguments[0])) : pictures.sheet(sheet);
                // Photos: a fifth of the size of a PNG file.
                ImageIO.write(
                        made.figure().picture().toBufferedImage(),
                        "jpg",
                        Path.of(arguments[1]).resolve("input-" + sheet + ".jpg").toFile());
            }
        }
    }

    private ContactSheet sheet(String name) {
        List<ContactSheet.Cell> cells = new ArrayList<>();
        for (Interpretation algorithm : algorithms(name)) {
            long started = System.nanoTime();
            Question asked = name.equals("several") ? set : question;
            Tensor map = algorithm.interpret(model, asked).attributions().rows(0, 1);
            long[] dims = map.shape().dims();
            Tensor one = map.reshape(dims.length == 4 ? new long[] {3, 320, 320} : new long[] {320, 320});
            boolean signed = name.equals("shapley")
                    || name.equals("several") && !(algorithm instanceof DeepLiftShap)
                    || algorithm instanceof FeatureAblation;
            Depiction drawn = (signed ? Overlay.OVERLAY_DIVERGING : Overlay.OVERLAY_UNIFORM).depict(one, seen);
            cells.add(new ContactSheet.Cell(algorithm.name(), drawn));
            System.out.printf("%s %.1f s%n", algorithm.name(), (System.nanoTime() - started) / 1e9);
        }
        return new ContactSheet("", cells, 4);
    }

    private List<Interpretation> algorithms(String sheet) {
        Baseline zeros = Baseline.zeros();
        IntegratedGradients integrated = new IntegratedGradients(zeros, Quadrature.GAUSS_LEGENDRE, 40);
        return switch (sheet) {
            case "gradient" ->
                List.of(
                        new Saliency(true),
                        new InputXGradient(),
                        new SmoothGrad(new Saliency(false), 40, new Noise.Relative(0.1), SmoothGrad.Statistic.MEAN),
                        new GuidedBackprop(),
                        new Deconvnet(),
                        new DeepLift(zeros),
                        new Lrp(Lrp.Composite.EPSILON_PLUS, 1e-6, 0.25),
                        new GradientShap(zeros, 40, new Noise.Relative(0.1)));
            case "path" ->
                List.of(
                        integrated,
                        new BlurIg(20, 40),
                        new GuidedIg(zeros, 40, 0.25, 0.02),
                        new Xrai(integrated, scales(), 5, 200));
            case "perturbation" ->
                List.of(
                        new Occlusion(zeros, List.of(3L, 40L, 40L), List.of(3L, 20L, 20L), Occlusion.Overlap.MEAN),
                        new FeatureAblation(superpixels, zeros),
                        new Rise(zeros, 500, 8, 0.5),
                        new SobolAttribution(grid, zeros, 8),
                        new HsicAttribution(grid, zeros, 400));
            case "shapley" ->
                List.of(
                        new Lime(superpixels, zeros, 500, new Locality(0.25), new Ridge(1)),
                        new KernelShap(superpixels, zeros, 500),
                        new ShapleySampling(superpixels, zeros, 6),
                        new PermutationShap(superpixels, zeros, 3),
                        new PartitionShap(superpixels, zeros, List.of(), 500));
            case "several" -> several(zeros);
            default -> throw new IllegalArgumentException(sheet + " is none of " + SHEETS);
        };
    }

    /** What asks about other photos, or learns from them. */
    private List<Interpretation> several(Baseline zeros) {
        Lime lime = new Lime(ofSet, zeros, 200, new Locality(0.25), new Ridge(1));
        Kinds kinds = new Kinds.Clustered(
                RegionDescriptions.train(model, set, ofSet, Optional.empty(), KINDS), Optional.empty());
        NormLime learnt = new NormLime(lime, kinds, Contribution.NORM_LIME, NormLime.Scope.ALL);
        GlobalLearning known = new GlobalLearning.Known(learnt.weights(model, set));
        LimePrior pulled = new LimePrior(lime, kinds, known, 1);
        return List.of(
                new DeepLiftShap(new Baseline.Distribution(set.inputs()), DeepLift.Rule.RESCALE),
                new FeaturePermutation(ofSet, 2),
                learnt,
                new FastNormLime(ofSet, kinds),
                pulled,
                new GLime(pulled, 0.05),
                new ExactShapley(Features.given(Map.of("images", row(new Grid(3, 3).segments(seen)))), zeros));
    }

    private List<Tensor> scales() {
        return IntStream.of(50, 150, 500, 1200)
                .mapToObj(scale -> row(new Felzenszwalb(scale, 0.8, 200).segments(seen)))
                .toList();
    }

    @Override
    public void close() {
        model.close();
    }
}
