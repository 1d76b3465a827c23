package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Figure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** In which form what was drawn is given. */
public enum PictureForm {
    /** As large as what the model saw, without title and legend; charts and sheets as they are. */
    PNG,
    /** A PNG file with title and legend. */
    FIGURE,
    /** With title and legend; lines and letters are vectors, pixels are embedded. */
    SVG;

    static final Map<String, PictureForm> NAMES = Parameters.names(PictureForm.class);

    /**
     * Reads {@code picture} of a request whose picture is a chart: true, or the name of a form.
     *
     * @return nothing when none is wanted
     */
    public static Optional<PictureForm> read(Parameters parameters) {
        PictureWords words = PictureWords.read(parameters, NAMES.keySet());
        return words.wanted() ? Optional.of(words.one(NAMES).orElse(PNG)) : Optional.empty();
    }

    /**
     * Writes a figure.
     *
     * @param scale pixels a unit, where pixels are wanted
     */
    public Response.File write(Figure figure, double scale) {
        return this == SVG
                ? new Response.File(Response.File.SVG, figure.svg().getBytes(StandardCharsets.UTF_8))
                : Response.File.of(figure.picture(scale));
    }
}
