package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.evaluate.Benchmark;
import ai.interpretdl.evaluate.Cells;
import ai.interpretdl.evaluate.Channels;
import ai.interpretdl.evaluate.Claim;
import ai.interpretdl.evaluate.Deletion;
import ai.interpretdl.evaluate.Evaluated;
import ai.interpretdl.evaluate.Evaluation;
import ai.interpretdl.evaluate.Insertion;
import ai.interpretdl.evaluate.Irof;
import ai.interpretdl.evaluate.Monotonicity;
import ai.interpretdl.evaluate.ParameterRandomisation;
import ai.interpretdl.evaluate.PerturbationCurves;
import ai.interpretdl.evaluate.Removing;
import ai.interpretdl.evaluate.Results;
import ai.interpretdl.evaluate.Road;
import ai.interpretdl.evaluate.SensitivityN;
import ai.interpretdl.evaluate.Substrate;
import ai.interpretdl.evaluate.Summary;
import ai.interpretdl.image.Chart;
import ai.interpretdl.image.ContactSheet;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Overlay;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.image.Slic;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Makes the pictures of the manual's page on measures: every curve of one explanation, and what stands where a photo is hidden.
 *
 * <p>Arguments: the folder of the models, the folder to write to, names of pictures; all when none is named.
 */
public final class EvaluatorPictures implements AutoCloseable {
    private static final List<String> PICTURES = List.of("substrates", "grad-cam", "photos", "curves");
    private static final double HIDDEN = 0.3;
    private static final int STEPS = 20;
    private static final SmoothGrad SQUARES =
            new SmoothGrad(new Saliency(false), 20, new Noise.Relative(0.1), SmoothGrad.Statistic.SQUARE);

    private final Model model;
    private final Preprocessing preparation;
    private final Picture seen;
    private final Question question;
    private final Claim claim;

    private EvaluatorPictures(Path models) throws IOException {
        model = InterpretDl.open(models.resolve("coco-centernet.onnx"));
        preparation = ImageCard.read(model.card().orElseThrow().image().orElseThrow());
        seen = preparation.resized(Picture.read(Files.readAllBytes(models.resolve("photos/chelsea.png"))));
        question = Question.of(Map.of("images", preparation.normalise(seen)));
        claim = Claim.of(model, question, SQUARES);
    }

    public static void main(String[] arguments) throws IOException {
        Path models = Path.of(arguments[0]);
        Path images = Path.of(arguments[1]);
        List<String> named = List.of(arguments).subList(2, arguments.length);
        try (EvaluatorPictures pictures = new EvaluatorPictures(models)) {
            for (String name : named.isEmpty() ? PICTURES : named) {
                switch (name) {
                    // Photos: a fifth of the size of a PNG file.
                    case "substrates" ->
                        ImageIO.write(
                                pictures.substrates().figure().picture().toBufferedImage(),
                                "jpg",
                                images.resolve("evaluating-substrates.jpg").toFile());
                    case "grad-cam" -> pictures.gradCam().figure().write(images.resolve("evaluating-grad-cam.png"));
                    case "photos" ->
                        pictures.photos(models.resolve("photos"))
                                .figure()
                                .write(images.resolve("evaluating-photos.png"));
                    case "curves" -> pictures.curves().draw().writePng(images.resolve("evaluating-curves.png"));
                    default -> throw new IllegalArgumentException(name + " is none of " + PICTURES);
                }
            }
        }
    }

    private Chart gradCam() {
        Claim map = Claim.of(model, question, new GradCam(MapView.standard()));
        return new PerturbationCurves(Removing.from(grey(), 10))
                .evaluate(map)
                .chart(0)
                .orElseThrow();
    }

    /** How the score falls on the average of all photos, by four algorithms. */
    private Chart photos(Path folder) throws IOException {
        Map<String, Function<Benchmark.Batch, Interpretation>> algorithms = new LinkedHashMap<>();
        algorithms.put("saliency", batch -> new Saliency(true));
        algorithms.put("smooth-grad", batch -> SQUARES);
        algorithms.put(
                "integrated-gradients",
                batch -> new IntegratedGradients(Baseline.zeros(), Quadrature.GAUSS_LEGENDRE, 50));
        algorithms.put("grad-cam", batch -> new GradCam(MapView.standard()));
        Benchmark benchmark =
                new Benchmark(algorithms, Map.of("abpc", batch -> new PerturbationCurves(Removing.from(grey(), 10))));
        Path written = Files.createTempFile("results", ".jsonl");
        Results results = Results.open(written, JsonNodeFactory.instance.objectNode());
        benchmark.measure(batch(folder), results);
        Summary summary = Summary.of(results);
        System.out.print(summary.table());
        Files.delete(written);
        return Objects.requireNonNull(summary.charts().get("abpc-morf"));
    }

    private Benchmark.Batch batch(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        List<Picture> seen = new ArrayList<>();
        try (Stream<Path> photos = Files.list(folder)) {
            for (Path photo : photos.filter(file -> !file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                names.add(photo.getFileName().toString());
                seen.add(preparation.resized(Picture.read(Files.readAllBytes(photo))));
            }
        }
        Tensor rows = Tensor.concat(seen.stream().map(preparation::normalise).toList());
        return new Benchmark.Batch(names, model, Question.of(Map.of("images", rows)), seen);
    }

    /** The photo without its most relevant places. */
    private ContactSheet substrates() {
        List<ContactSheet.Cell> cells = new ArrayList<>();
        cells.add(new ContactSheet.Cell("original", seen));
        cells.add(new ContactSheet.Cell(
                claim.explanation().algorithm(),
                Overlay.OVERLAY_UNIFORM.depict(claim.explanation().attributions(), seen)));
        Map<String, Substrate> all = Map.of(
                "baseline (black)", Substrate.zeros(),
                "grey", grey(),
                "blur", Substrate.blurred(5),
                "imputed", Substrate.imputed());
        for (String name : List.of("baseline (black)", "grey", "blur", "imputed")) {
            Tensor shown = claim.without(HIDDEN, Objects.requireNonNull(all.get(name)));
            cells.add(new ContactSheet.Cell(name, preparation.restore(shown)));
        }
        return new ContactSheet("", cells, 3);
    }

    private Substrate grey() {
        return Substrate.grey(model, question);
    }

    private ContactSheet curves() {
        Features regions = Features.given(Map.of("images", Slic.DEFAULT.segments(seen)));
        Removing grey = Removing.from(grey(), STEPS);
        List<Evaluation> measures = List.of(
                new Deletion(grey),
                new Insertion(Removing.from(Substrate.blurred(5), STEPS)),
                new PerturbationCurves(grey),
                new Monotonicity(grey),
                new Road(Road.SHARES, Substrate.imputed(), Channels.SUM),
                new Irof(regions, grey()),
                new SensitivityN(Cells.over(model, question, 16), Baseline.zeros(), SensitivityN.SHARES, 30),
                new ParameterRandomisation(ParameterRandomisation.Cascade.CASCADING, 10));
        List<ContactSheet.Cell> cells = new ArrayList<>();
        for (Evaluation measure : measures) {
            Evaluated found = measure.evaluate(claim);
            System.out.printf(Locale.ROOT, "%s %.4f, %.1f s%n", measure.name(), found.number(0), found.seconds());
            Picture chart = found.chart(0).orElseThrow().figure().picture(2);
            cells.add(new ContactSheet.Cell("", chart));
        }
        return new ContactSheet("", cells, 2);
    }

    @Override
    public void close() {
        model.close();
    }
}
