package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Seam;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.Objects;

/** Features of an image that are cells of a regular grid. */
public final class Cells {
    private Cells() {}

    /**
     * A grid over the only explained input when that is an image; otherwise every element, or token, is a feature.
     *
     * @param cells along each side; no more than there are pixels
     */
    public static Features over(Model model, Question question, int cells) {
        if (model.seams().size() != 1 || model.seams().get(0).isEmbedding()) {
            return Features.elements();
        }
        Seam seam = model.seams().get(0);
        Shape shape =
                Objects.requireNonNull(question.inputs().get(seam.input())).shape();
        Geometry image = new Geometry(shape.slice(1, shape.rank()), false);
        if (!image.isImage()) {
            return Features.elements();
        }
        long[] numbers = new long[image.places()];
        int down = Math.min(cells, image.height());
        int across = Math.min(cells, image.width());
        for (int place = 0; place < numbers.length; place++) {
            int row = place / image.width() * down / image.height();
            int column = place % image.width() * across / image.width();
            numbers[place] = (long) row * across + column;
        }
        return Features.given(
                Map.of(seam.input(), Tensor.of(numbers, image.shape().dims())));
    }
}
