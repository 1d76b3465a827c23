package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * How far integrated gradients are from completeness, by quadrature and number of steps, on a photo.
 *
 * <p>Arguments: a model with a card, a picture, numbers of steps.
 */
public final class StepsToConverge {
    private StepsToConverge() {}

    public static void main(String[] arguments) throws IOException {
        try (Model model = InterpretDl.open(Path.of(arguments[0]))) {
            Picture picture = Picture.read(Files.readAllBytes(Path.of(arguments[1])));
            Tensor x = ImageCard.read(model.card().flatMap(Card::image).orElseThrow())
                    .apply(picture);
            Question question = Question.of(Map.of(model.inputs().get(0).name(), x));
            for (int i = 2; i < arguments.length; i++) {
                for (Quadrature quadrature : new Quadrature[] {Quadrature.GAUSS_LEGENDRE, Quadrature.MIDDLE}) {
                    row(model, question, quadrature, Integer.parseInt(arguments[i]));
                }
            }
        }
    }

    private static void row(Model model, Question question, Quadrature quadrature, int steps) {
        Explanation e = new IntegratedGradients(Baseline.zeros(), quadrature, steps).interpret(model, question);
        float change = first(e, "score") - first(e, "baseline_score");
        System.out.printf(
                Locale.ROOT,
                "%s %d steps: delta %.4f of %.4f = %.1f %%, %.1f s%n",
                quadrature,
                steps,
                first(e, "completeness_delta"),
                change,
                100 * Math.abs(first(e, "completeness_delta") / change),
                e.quality().seconds());
    }

    private static float first(Explanation explanation, String name) {
        return explanation.tensor(name).orElseThrow().floats()[0];
    }
}
