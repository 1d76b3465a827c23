package ai.interpretdl.evaluate;

import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What stands where an input is hidden. */
public sealed interface Substrate {
    /** A baseline: a constant, a tensor, a blurred copy. */
    record Fixed(Baseline baseline) implements Substrate {}

    /**
     * Pixels guessed from those that are left (Rong et al., 2022, ROAD, arXiv:2202.00449, section 4.1): each hidden pixel is the weighted
     * mean of its neighbours, plus noise, so that the shape of what is hidden tells less. Images only.
     *
     * @param noise standard deviation of what is added, in units of the input
     */
    record Imputed(double noise) implements Substrate {
        public Imputed {
            Require.notNegative(noise, "noise");
        }
    }

    static Substrate of(Baseline baseline) {
        return new Fixed(baseline);
    }

    static Substrate zeros() {
        return new Fixed(Baseline.zeros());
    }

    /** The input itself, blurred. */
    static Substrate blurred(double sigma) {
        return new Fixed(new Baseline.Blurred(sigma));
    }

    /** Linear imputation with the noise of the paper. */
    static Substrate imputed() {
        return new Imputed(0.01);
    }

    /**
     * InterpretDL's: the middle grey 127 of 255, as the card's preprocessing turns it into numbers.
     *
     * @throws IllegalArgumentException when the card does not say how pictures are prepared
     */
    static Substrate grey(Model model, Question question) {
        Preprocessing preprocessing = model.card()
                .flatMap(Card::image)
                .map(ImageCard::read)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the card of " + model.name() + " does not say what grey is: give a number as baseline"));
        Optional<Map.Entry<String, Tensor>> image = question.inputs().entrySet().stream()
                .filter(input -> input.getValue().shape().rank() == 4)
                .findFirst();
        return image.map(input ->
                        of(new Baseline.Paired(Map.of(input.getKey(), grey(preprocessing, input.getValue())))))
                .orElseThrow(() -> new IllegalArgumentException("no input is an image, which grey could hide"));
    }

    private static Tensor grey(Preprocessing preprocessing, Tensor image) {
        boolean last = preprocessing.layout() == Preprocessing.Layout.NHWC;
        int height = (int) image.shape().dim(last ? 1 : 2);
        int width = (int) image.shape().dim(last ? 2 : 3);
        byte[] pixels = new byte[3 * height * width];
        Arrays.fill(pixels, (byte) 127);
        return preprocessing.normalise(Picture.of(width, height, pixels));
    }
}
