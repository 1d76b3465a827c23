package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Depiction;
import ai.interpretdl.image.Overlay;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Superpixels;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A way to draw an explanation over what the model saw of the first row. */
@FunctionalInterface
interface Style {
    /** The published names: those of all overlays, {@code superpixels} and {@code outline}. */
    Map<String, Style> NAMES = names();

    Depiction draw(Answered answered, Picture seen);

    private static Map<String, Style> names() {
        Map<String, Style> names = new HashMap<>();
        Parameters.names(Overlay.class)
                .forEach((name, overlay) -> names.put(name, (answered, seen) -> overlay.depict(map(answered), seen)));
        names.put("superpixels", Style::superpixels);
        names.put("outline", Style::outline);
        return Map.copyOf(names);
    }

    /**
     * What suits the answer: class activation maps as heat maps, superpixels as the share of them that speaks most for the target,
     * everything else as the size of its attributions.
     */
    static Depiction usual(Answered answered, Picture seen) {
        if (segments(answered, seen).isPresent() && answered.outputs().containsKey("weights")) {
            return superpixels(answered, seen);
        }
        boolean isMap = answered.outputs().containsKey("attributions");
        return (isMap ? Overlay.OVERLAY_HEATMAP : Overlay.OVERLAY_UNIFORM).depict(map(answered), seen);
    }

    private static Depiction superpixels(Answered answered, Picture seen) {
        Tensor segments = segments(answered, seen).orElseThrow(() -> without("superpixels", answered));
        Tensor weights = Optional.ofNullable(answered.outputs().get("weights"))
                .orElseThrow(() -> without("superpixels", answered));
        Tensor mark = Superpixels.mark(segments, best(weights, 1), Superpixels.MARKED);
        return new Depiction(Superpixels.highlight(mark, seen), Superpixels.MARKS);
    }

    private static Depiction outline(Answered answered, Picture seen) {
        Tensor segments = segments(answered, seen).orElseThrow(() -> without("outline", answered));
        return new Depiction(Superpixels.outline(segments, seen), Superpixels.BORDERS);
    }

    private static Refusal without(String style, Answered answered) {
        return Refusal.of(
                PictureWords.FIELD,
                "is \"" + style + "\", for algorithms that weigh superpixels, such as lime; "
                        + answered.explanation().algorithm() + " has none");
    }

    /** An id for each pixel; nothing where the features are no regions. */
    private static Optional<Tensor> segments(Answered answered, Picture seen) {
        return answered.outputs().entrySet().stream()
                .filter(output -> output.getKey().startsWith("segments."))
                .map(Map.Entry::getValue)
                .filter(rows -> rows.shape().rank() >= 3)
                .map(Drawing::first)
                .filter(ids -> ids.shape().size() == (long) seen.width() * seen.height())
                .map(ids -> ids.reshape(seen.height(), seen.width()))
                .findFirst();
    }

    private static Tensor map(Answered answered) {
        return best(answered.explanation().attributions(), 3);
    }

    /** Of the first row; of the best class where several were explained, so that the rank is too high. */
    private static Tensor best(Tensor rows, int rank) {
        Tensor first = Drawing.first(rows);
        return first.shape().rank() > rank ? Drawing.first(first) : first;
    }
}
