package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Overlay;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Superpixels;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The picture of an explanation: drawn over what the model saw of the first row.
 *
 * <p>Class activation maps come as heat maps, superpixels as the share of them that speaks most for the target, everything else as the
 * size of its attributions; the request may name another style.
 */
final class Drawing {
    private static final Map<String, Overlay> STYLES = styles();

    private Drawing() {}

    private static Map<String, Overlay> styles() {
        Map<String, Overlay> styles = new TreeMap<>();
        for (Overlay overlay : Overlay.values()) {
            styles.put(overlay.name().toLowerCase(Locale.ROOT).replace('_', '-'), overlay);
        }
        return styles;
    }

    /** Reads {@code picture}: true, or the name of a style; nothing is drawn without it. */
    static Optional<Picture> of(Parameters parameters, Answered answered) {
        Optional<JsonNode> asked =
                parameters.value("picture").filter(value -> !value.isBoolean() || value.booleanValue());
        if (asked.isEmpty() || answered.pictures().isEmpty()) {
            return Optional.empty();
        }
        Picture seen = answered.pictures().get(0);
        if (asked.get().isBoolean()) {
            return Optional.of(usual(answered, seen));
        }
        return Optional.of(
                parameters.choice("picture", STYLES, Overlay.OVERLAY_UNIFORM).draw(map(answered), seen));
    }

    private static Picture usual(Answered answered, Picture seen) {
        Optional<Tensor> segments = answered.outputs().entrySet().stream()
                .filter(e -> e.getKey().startsWith("segments."))
                .map(Map.Entry::getValue)
                .filter(t -> t.shape().rank() >= 3)
                .findFirst();
        Tensor weights = answered.outputs().get("weights");
        if (segments.isPresent() && weights != null) {
            Tensor map = first(segments.get()).reshape(seen.height(), seen.width());
            return Superpixels.highlight(Superpixels.mark(map, first(weights), Superpixels.MARKED), seen);
        }
        boolean isMap = answered.outputs().containsKey("attributions");
        return (isMap ? Overlay.OVERLAY_HEATMAP : Overlay.OVERLAY_UNIFORM).draw(map(answered), seen);
    }

    private static Tensor map(Answered answered) {
        return first(answered.explanation().attributions());
    }

    private static Tensor first(Tensor rows) {
        Tensor row = rows.rows(0, 1);
        return row.reshape(row.shape().slice(1, row.shape().rank()).dims());
    }
}
