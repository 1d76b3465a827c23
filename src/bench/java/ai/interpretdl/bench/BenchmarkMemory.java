package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.evaluate.Benchmark;
import ai.interpretdl.evaluate.Deletion;
import ai.interpretdl.evaluate.Disturbance;
import ai.interpretdl.evaluate.Infidelity;
import ai.interpretdl.evaluate.Insertion;
import ai.interpretdl.evaluate.Removing;
import ai.interpretdl.evaluate.Results;
import ai.interpretdl.evaluate.Substrate;
import ai.interpretdl.evaluate.Summary;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Memory of a benchmark over many pictures: of the heap after a collection, and of the process.
 *
 * <p>Arguments: a model of pictures with a card, how many random pictures, a folder for the results, how many pictures a batch.
 */
public final class BenchmarkMemory {
    private static final int EVERY = 100;

    private BenchmarkMemory() {}

    public static void main(String[] arguments) throws IOException {
        int pictures = Integer.parseInt(arguments[1]);
        Path folder = Path.of(arguments[2]);
        int batch = Integer.parseInt(arguments[3]);
        Benchmark benchmark = new Benchmark(
                Map.of(
                        "saliency", s -> new Saliency(true),
                        "integrated-gradients",
                                s -> new IntegratedGradients(Baseline.zeros(), Quadrature.GAUSS_LEGENDRE, 20)),
                Map.of(
                        "deletion", s -> new Deletion(Removing.from(Substrate.zeros(), 20)),
                        "insertion", s -> new Insertion(Removing.from(Substrate.blurred(2), 20)),
                        "infidelity",
                                s -> new Infidelity(
                                        new Disturbance.Squares(Baseline.zeros(), List.of(8), 4),
                                        Infidelity.Unit.CONTRIBUTION)));
        long started = System.nanoTime();
        try (Model model = InterpretDl.open(Path.of(arguments[0]))) {
            Results results = Results.open(
                    folder.resolve("results.jsonl"),
                    JsonNodeFactory.instance.objectNode().put("model", model.digest()));
            Preprocessing preprocessing =
                    ImageCard.read(model.card().flatMap(Card::image).orElseThrow());
            for (int i = 0; i < pictures; i += batch) {
                benchmark.measure(batch(model, preprocessing, i, Math.min(pictures, i + batch)), results);
                if ((i + batch) / EVERY > i / EVERY) {
                    tell(Math.min(pictures, i + batch), started);
                }
            }
            System.out.print(Summary.of(results).table());
        }
    }

    private static Benchmark.Batch batch(Model model, Preprocessing preprocessing, int from, int to) {
        List<Picture> seen = IntStream.range(from, to)
                .mapToObj(i -> preprocessing.resized(random(i)))
                .toList();
        Tensor rows = Tensor.concat(seen.stream().map(preprocessing::normalise).toList());
        Question question = Question.of(Map.of(model.inputs().get(0).name(), rows));
        List<String> names =
                IntStream.range(from, to).mapToObj(i -> "random " + i).toList();
        return new Benchmark.Batch(names, model, question, seen);
    }

    private static Picture random(int number) {
        byte[] rgb = new byte[3 * 64 * 64];
        new Random(number).nextBytes(rgb);
        return Picture.of(64, 64, rgb);
    }

    private static void tell(int done, long started) throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        System.out.printf(
                Locale.ROOT,
                "%d pictures: heap %d MB, process %d MB, %.0f s%n",
                done,
                heap,
                ProcessMemory.now() >> 20,
                (System.nanoTime() - started) / 1e9);
    }
}
