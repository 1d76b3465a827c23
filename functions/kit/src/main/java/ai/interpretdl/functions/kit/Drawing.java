package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Overlay;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Superpixels;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * The picture of an explanation: drawn over what the model saw of the first row.
 *
 * <p>Class activation maps come as heat maps, superpixels as the share of them that speaks most for the target, everything else as the
 * size of its attributions; the request may name another style. Texts are highlighted, as HTML unless another form is named.
 *
 * @param wanted whether anything is drawn
 * @param style as the request names it
 * @param form of highlighted texts
 * @param chart of a table or a series, as the request names it
 */
record Drawing(boolean wanted, Optional<Overlay> style, TextForm form, Optional<Table.Form> chart) {
    /** Of a table or a series: {@code bars} or {@code line}, as suits it unless named. */
    static Drawing ofTable(boolean wanted, Optional<Table.Form> chart) {
        return new Drawing(wanted, Optional.empty(), TextForm.HTML, chart);
    }

    /** Reads {@code picture}: true, or the name of a style; of texts the name of a form. */
    static Drawing read(Parameters parameters, boolean texts) {
        boolean named = parameters.value("picture").filter(JsonNode::isTextual).isPresent();
        if (!named) {
            return new Drawing(parameters.flag("picture", false), Optional.empty(), TextForm.HTML, Optional.empty());
        }
        return texts
                ? new Drawing(true, Optional.empty(), parameters.choice("picture", TextForm.HTML), Optional.empty())
                : new Drawing(
                        true,
                        Optional.of(parameters.choice("picture", Overlay.OVERLAY_UNIFORM)),
                        TextForm.HTML,
                        Optional.empty());
    }

    /** The file of the coloured texts; nothing when no texts came. */
    Optional<Response.File> ofTexts(Answered answered) {
        return wanted ? answered.highlighted().map(form::write) : Optional.empty();
    }

    /** What is drawn; nothing when no picture came. */
    Optional<Picture> of(Answered answered) {
        if (!wanted || answered.pictures().isEmpty()) {
            return wanted ? Table.chart(answered, chart) : Optional.empty();
        }
        Picture seen = answered.pictures().get(0);
        return Optional.of(style.map(way -> way.draw(map(answered), seen)).orElseGet(() -> usual(answered, seen)));
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
        Tensor map = first(answered.explanation().attributions());
        // Where several classes were explained, the best.
        return map.shape().rank() > 3 ? first(map) : map;
    }

    /** The first row, without its row axis. */
    static Tensor first(Tensor rows) {
        Tensor row = rows.rows(0, 1);
        return row.reshape(row.shape().slice(1, row.shape().rank()).dims());
    }
}
