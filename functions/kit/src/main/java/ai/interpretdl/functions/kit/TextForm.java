package ai.interpretdl.functions.kit;

import ai.interpretdl.text.HighlightTable;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** In which form highlighted texts are given. */
enum TextForm {
    /** A fragment with inline styles. */
    HTML,
    SVG,
    /** Drawn with the fonts of the server. */
    PNG,
    /** For terminals with 24-bit colours. */
    ANSI;

    static final Map<String, TextForm> NAMES = Parameters.names(TextForm.class);

    Response.File write(HighlightTable table) {
        return switch (this) {
            case HTML -> text("text/html", table.html());
            case SVG -> text(Response.File.SVG, table.svg());
            case PNG -> new Response.File(Response.File.PNG, table.png());
            case ANSI -> text("text/plain", table.ansi());
        };
    }

    private static Response.File text(String type, String content) {
        return new Response.File(type, content.getBytes(StandardCharsets.UTF_8));
    }
}
