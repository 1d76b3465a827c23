package ai.interpretdl.functions.kit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/**
 * What a plain request is about, in the fields of {@link Request}: a picture, texts, a corpus of them, or a table.
 *
 * @param blobs where {@code file:} URIs lead
 * @param lines that a corpus may have
 */
record PlainInputs(Blobs blobs, int lines) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Whether a request is about texts. */
    static boolean isText(Parameters parameters) {
        return parameters.value(Reading.TEXT).isPresent()
                || parameters.value(Reading.CORPUS).isPresent();
    }

    /** The inputs: of a table, of texts or of a picture. */
    Inputs read(Parameters parameters) {
        if (parameters.value(Table.FIELD).isPresent()) {
            return Table.inputs(parameters);
        }
        return isText(parameters) ? texts(parameters) : image(parameters);
    }

    /** The content of a file that a URI names. */
    byte[] file(String field, String uri) {
        return blobs.read(field, uri);
    }

    private Inputs image(Parameters parameters) {
        String image = parameters
                .text("image")
                .orElseThrow(
                        () -> Refusal.of(
                                "image",
                                "is missing: a picture in base64, or a file: URI; a text model takes text instead, a table values"));
        return Inputs.ofImage(blobs.read("image", image));
    }

    private Inputs texts(Parameters parameters) {
        if (parameters.value("image").isPresent()) {
            throw Refusal.of("image", "is given beside text; one of them is meant");
        }
        Optional<String> corpus = parameters.text(Reading.CORPUS);
        if (corpus.isPresent()) {
            return corpus(corpus.get(), parameters);
        }
        List<String> second = parameters.oneOrMore(Reading.PAIR);
        if (second.isEmpty() && parameters.value(Reading.PAIR).isPresent()) {
            throw Refusal.of(Reading.PAIR, "is an empty list");
        }
        return Inputs.ofTexts(parameters.oneOrMore(Reading.TEXT), second);
    }

    private Inputs corpus(String uri, Parameters parameters) {
        if (parameters.value(Reading.TEXT).isPresent()) {
            throw Refusal.of(Reading.TEXT, "is given beside corpus; one of them is meant");
        }
        if (parameters
                .value("picture")
                .filter(picture -> !picture.isBoolean() || picture.booleanValue())
                .isPresent()) {
            throw Refusal.of("picture", "is of texts, and a corpus is answered with a table; send some of it as text");
        }
        String name = uri.substring(uri.lastIndexOf('/') + 1);
        if (!TextFile.isOne(name)) {
            throw Refusal.of(Reading.CORPUS, "is no file: URI of a .txt or .jsonl file");
        }
        return TextFile.read(name, blobs.read(Reading.CORPUS, uri), lines, MAPPER)
                .corpus();
    }
}
