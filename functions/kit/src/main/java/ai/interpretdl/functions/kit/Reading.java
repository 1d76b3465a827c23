package ai.interpretdl.functions.kit;

import ai.interpretdl.evaluate.TextUnits;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.Encoding;
import ai.interpretdl.text.Granularity;
import ai.interpretdl.text.Spans;
import ai.interpretdl.text.SpecialToken;
import ai.interpretdl.text.TextReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a model reads of the texts of a request.
 *
 * @param reader the way to its inputs
 * @param rows an encoded text, or pair of texts, a row; all of one length
 * @param corpus whether they are only learnt from, and not answered each
 */
public record Reading(TextReader reader, List<Encoding> rows, boolean corpus) {
    /** The name of the tensor that holds texts, when it is not named after the input for token ids. */
    static final String TEXT = "text";

    /** The field of a plain request that names a file of texts to learn from. */
    static final String CORPUS = "corpus";

    /** The name of the tensor that holds the second text of each pair. */
    static final String PAIR = "text_pair";

    /** What becomes of the tokens of a unit that is hidden. */
    private enum Replacement {
        MASK(Optional.of(SpecialToken.MASK)),
        UNKNOWN(Optional.of(SpecialToken.UNKNOWN)),
        PAD(Optional.of(SpecialToken.PAD)),
        DELETE(Optional.empty()),
        ZERO(Optional.empty());

        private final Optional<SpecialToken> token;

        Replacement(Optional<SpecialToken> token) {
            this.token = token;
        }
    }

    public Reading {
        rows = List.copyOf(rows);
    }

    /**
     * Encodes texts.
     *
     * @param encoded the texts by {@link #TEXT} and {@link #PAIR}, in UTF-8
     * @throws Refusal when the model reads no text, or a text is none
     */
    static Reading of(Model model, TextReader reader, Map<String, List<byte[]>> encoded, boolean corpus) {
        List<String> first = texts(TEXT, encoded.getOrDefault(TEXT, List.of()));
        List<String> second = texts(PAIR, encoded.getOrDefault(PAIR, List.of()));
        if (first.isEmpty()) {
            throw Refusal.of(TEXT, "is empty: the model " + model.name() + " reads one text a row");
        }
        if (encoded.containsKey(PAIR) && second.size() != first.size()) {
            throw Refusal.of(PAIR, "has " + second.size() + " texts beside " + first.size() + " first ones");
        }
        try {
            return new Reading(reader, second.isEmpty() ? reader.encode(first) : reader.encode(first, second), corpus);
        } catch (IllegalStateException e) {
            // Texts of different lengths, and no token to fill the shorter ones up.
            throw Refusal.of(TEXT, "cannot be taken: " + e.getMessage());
        }
    }

    private static List<String> texts(String field, List<byte[]> items) {
        List<String> texts = new ArrayList<>();
        for (byte[] item : items) {
            try {
                texts.add(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(item))
                        .toString());
            } catch (CharacterCodingException e) {
                throw Refusal.of(field, "has an item " + texts.size() + " that is no text in UTF-8")
                        .with(415);
            }
        }
        return texts;
    }

    /** The model's inputs. */
    Map<String, Tensor> inputs() {
        return reader.tensors(rows);
    }

    boolean pairs() {
        return rows.get(0).passages().size() > 1;
    }

    /** What goes on and off together: {@code unit} is token, word or sentence. */
    static Granularity unit(Parameters parameters) {
        return parameters.choice("unit", Granularity.WORD);
    }

    List<Spans> spans(Granularity unit) {
        return rows.stream().map(row -> Spans.of(row, unit)).toList();
    }

    /** @throws Refusal when there is a text with nothing in it to be hidden */
    Features features(Granularity unit) {
        List<Spans> spans = spans(unit);
        for (int row = 0; row < spans.size(); row++) {
            if (spans.get(row).size() == 0) {
                throw Refusal.of(TEXT, "has an item " + row + " without anything that could be hidden");
            }
        }
        return Features.given(Map.of(reader.ids(), Spans.segments(spans)));
    }

    /** What hides units: {@code replacement} is mask (or unknown, or pad, as the vocabulary has it), delete or zero. */
    Baseline hiding(Parameters parameters) {
        Replacement replacement = parameters.choice("replacement", usual());
        return switch (replacement) {
            case MASK, UNKNOWN, PAD -> replaced("replacement", replacement.token.orElseThrow());
            case DELETE -> told("replacement", () -> new Baseline.Deletion(reader.fill()));
            case ZERO -> Baseline.zeros();
        };
    }

    /**
     * The units that measures take away, as {@code unit} and {@code replacement} say.
     *
     * @throws Refusal when {@code replacement} is zero, which is no token
     */
    public TextUnits units(Parameters parameters) {
        Replacement replacement = parameters.choice("replacement", usual());
        if (replacement == Replacement.ZERO) {
            throw Refusal.of("replacement", "is zero, which is no token; a measure takes mask, unknown, pad or delete");
        }
        TextUnits units = new TextUnits(reader, spans(unit(parameters)), replacement.token);
        // Found out here, where the field can be named.
        hiding(parameters);
        return units;
    }

    private Replacement usual() {
        Optional<SpecialToken> cover = reader.cover();
        return Stream.of(Replacement.values())
                .filter(replacement -> replacement.token.equals(cover))
                .findFirst()
                .orElse(Replacement.DELETE);
    }

    /** The texts with another token in place of each of theirs; special tokens and padding stay. */
    Baseline replaced(String field, SpecialToken by) {
        return told(field, () -> new Baseline.Paired(Map.of(reader.ids(), reader.filled(rows, by))));
    }

    private static Baseline told(String field, Supplier<Baseline> baseline) {
        try {
            return baseline.get();
        } catch (IllegalArgumentException e) {
            throw Refusal.of(field, "cannot be taken: " + e.getMessage());
        }
    }
}
