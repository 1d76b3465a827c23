package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Felzenszwalb;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Xrai;
import ai.interpretdl.model.Card;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What XRAI takes of pictures: regions of several scales, and black and white to start from. */
public final class Scales {
    /** The scales of the authors' library. */
    private static final double[] SCALES = {50, 100, 150, 250, 500, 1200};

    private Scales() {}

    /** XRAI over integrated gradients from black and from white: {@code steps} (50), {@code min_pixels} (50), {@code dilation} (5). */
    public static Interpretation xrai(Asked asked) {
        Parameters parameters = asked.parameters();
        IntegratedGradients inner =
                new IntegratedGradients(blackAndWhite(asked), Quadrature.GAUSS_LEGENDRE, asked.steps());
        int smallest = parameters.positive("min_pixels", 50);
        return new Xrai(inner, regions(asked, smallest), parameters.natural("dilation", 5), smallest);
    }

    /** A segmentation for each scale, INT64 {@code [N, H, W]}. */
    private static List<Tensor> regions(Asked asked, int smallest) {
        return DoubleStream.of(SCALES)
                .mapToObj(scale -> asked.regions(new Felzenszwalb(scale, 0.8, smallest)))
                .map(Scales::withoutChannels)
                .toList();
    }

    /** {@code [N, 1, H, W]} and {@code [N, H, W, 1]} as {@code [N, H, W]}. */
    private static Tensor withoutChannels(Tensor cut) {
        Shape shape = cut.shape();
        return shape.dim(1) == 1
                ? cut.reshape(shape.dim(0), shape.dim(2), shape.dim(3))
                : cut.reshape(shape.dim(0), shape.dim(1), shape.dim(2));
    }

    /** A black and a white picture as the model takes them; of tensors their smallest and their largest number. */
    private static Baseline blackAndWhite(Asked asked) {
        Tensor input = Objects.requireNonNull(asked.inputs().get(asked.image()));
        Optional<Preprocessing> known = asked.pictures().isEmpty()
                ? Optional.empty()
                : asked.model().card().flatMap(Card::image).map(ImageCard::read);
        Tensor both = known.map(p -> Tensor.concat(List.of(plain(p, asked, 0), plain(p, asked, 255))))
                .orElseGet(() -> ends(input));
        return new Baseline.Distribution(Map.of(asked.image(), both));
    }

    private static Tensor plain(Preprocessing preprocessing, Asked asked, int level) {
        Picture seen = asked.pictures().get(0);
        byte[] rgb = new byte[3 * seen.width() * seen.height()];
        Arrays.fill(rgb, (byte) level);
        return preprocessing.normalise(Picture.of(seen.width(), seen.height(), rgb));
    }

    private static Tensor ends(Tensor input) {
        float[] values = input.floats();
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        Shape row = input.shape().with(0, 1);
        return Tensor.concat(List.of(Tensor.full(row, sorted[0]), Tensor.full(row, sorted[sorted.length - 1])));
    }
}
