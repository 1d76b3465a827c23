package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Felzenszwalb;
import ai.interpretdl.image.Grid;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Normalisation;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.image.Quickshift;
import ai.interpretdl.image.Segmentation;
import ai.interpretdl.image.Slic;
import ai.interpretdl.model.Card;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A picture input cut into regions, in the shape that lies over it. */
final class Superpixels {
    static final Map<String, Segmentation> WAYS = Map.of(
            "quickshift", Quickshift.LIME,
            "slic", Slic.DEFAULT,
            "felzenszwalb", Felzenszwalb.DEFAULT,
            "grid", new Grid(8, 8));

    private Superpixels() {}

    /** The only picture input of a request with its regions. */
    static Map<String, Tensor> of(Asked asked, Segmentation way) {
        String input = only(images(asked.inputs()));
        Tensor image = Objects.requireNonNull(asked.inputs().get(input));
        return Map.of(input, of(image, asked.pictures(), asked.model().card(), way));
    }

    static String only(List<String> images) {
        if (images.size() != 1) {
            throw Refusal.of("segmentation", "needs one picture input; this model has " + images.size());
        }
        return images.get(0);
    }

    /** The inputs that may be pictures. */
    static List<String> images(Map<String, Tensor> inputs) {
        return inputs.entrySet().stream()
                .filter(input -> isImage(input.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isImage(Tensor tensor) {
        Shape shape = tensor.shape();
        return tensor.type().isFloating()
                && shape.rank() == 4
                && (isChannels(shape.dim(1)) || isChannels(shape.dim(3)));
    }

    private static boolean isChannels(long length) {
        return length == 3 || length == 1;
    }

    /** Without a card: channels lie where 1 or 3 do, first where both axes could be theirs. */
    private static Preprocessing.Layout layout(Shape shape) {
        return isChannels(shape.dim(1)) ? Preprocessing.Layout.NCHW : Preprocessing.Layout.NHWC;
    }

    /**
     * The regions of each row, INT64 {@code [N, 1, H, W]} or {@code [N, H, W, 1]}.
     *
     * @param image the input, FLOAT {@code [N, C, H, W]} or {@code [N, H, W, C]} with 1 or 3 channels
     * @param seen the pictures it was made from, when it was
     */
    private static Tensor of(Tensor image, List<Picture> seen, Optional<Card> card, Segmentation way) {
        Optional<Preprocessing> known = card.flatMap(Card::image).map(ImageCard::read);
        Preprocessing.Layout layout = known.map(Preprocessing::layout).orElseGet(() -> layout(image.shape()));
        List<Tensor> rows = new ArrayList<>();
        for (int row = 0; row < image.shape().dim(0); row++) {
            Tensor one = image.rows(row, row + 1);
            Picture picture = row < seen.size()
                    ? seen.get(row)
                    : known.orElseGet(() -> stretching(one, layout)).restore(one);
            long[] dims = {1, 1, picture.height(), picture.width()};
            long[] last = {1, picture.height(), picture.width(), 1};
            rows.add(way.segments(picture).reshape(layout == Preprocessing.Layout.NHWC ? last : dims));
        }
        return Tensor.concat(rows);
    }

    /** Without a card: the smallest number is black, the largest white. */
    private static Preprocessing stretching(Tensor image, Preprocessing.Layout layout) {
        float low = Float.MAX_VALUE;
        float high = -Float.MAX_VALUE;
        for (float value : image.floats()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        double scale = high > low ? (high - low) / 255.0 : 1;
        List<Double> mean = List.of(-(double) low, -(double) low, -(double) low);
        long count = image.shape().dim(layout == Preprocessing.Layout.NCHW ? 1 : 3);
        Preprocessing.Channels channels = count == 1 ? Preprocessing.Channels.GREY : Preprocessing.Channels.RGB;
        return new Preprocessing(List.of(), channels, new Normalisation(scale, mean, Normalisation.NONE.std()), layout);
    }
}
