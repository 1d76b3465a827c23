package ai.interpretdl.text;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Any tokenizer that comes as a Hugging Face {@code tokenizer.json}.
 *
 * <p>The work is done by the Rust library "tokenizers" in the packaging of DJL. Its native part, 15 MB a
 * platform, lies once on a machine: the file that the system property or environment variable {@code RUST_LIBRARY_PATH} names, or the
 * one in the folder {@code onnxruntime.native.path}, or else the jar's, unpacked once to {@code ENGINE_CACHE_DIR} (default
 * {@code ~/.cache/interpretdl}). Nothing is downloaded or reported: we call the native methods without DJL's own front, which on EC2
 * asks the network first.
 *
 * <p>Truncation and padding written in the file are ignored; both are the caller's. A marker such as {@code [SEP]} spelt out in a text
 * becomes that token's id, as the library does it, but counts as content, not as a special token.
 */
public final class HuggingFaceTokenizer implements Tokenizer {
    private static final TokenizersLibrary NATIVE = NativeTokenizers.load();
    private static final Cleaner CLEANER = Cleaner.create();

    private final long handle;
    private final Map<SpecialToken, Long> special;

    private HuggingFaceTokenizer(String json) {
        special = TokenizerJson.specialTokens(json);
        long created = create(json);
        NATIVE.disableTruncation(created);
        NATIVE.disablePadding(created);
        CLEANER.register(this, () -> NATIVE.deleteTokenizer(created));
        handle = created;
    }

    /**
     * Reads a {@code tokenizer.json}.
     *
     * @throws IllegalArgumentException when the file is no tokenizer, with what the library says about it
     */
    public static HuggingFaceTokenizer read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /**
     * A tokenizer from the text of a {@code tokenizer.json}.
     *
     * @throws IllegalArgumentException when it is none, with what the library says about it
     */
    public static HuggingFaceTokenizer parse(String json) {
        return new HuggingFaceTokenizer(json);
    }

    @Override
    public Encoding encode(String text, int maxLength) {
        return encode(List.of(text), maxLength);
    }

    @Override
    public Encoding encode(String first, String second, int maxLength) {
        return encode(List.of(first, second), maxLength);
    }

    @Override
    public OptionalLong id(SpecialToken token) {
        Long id = special.get(token);
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }

    private Encoding encode(List<String> texts, int maxLength) {
        List<String> clean =
                texts.stream().map(CodePoints::withoutLoneSurrogates).toList();
        long encoding = clean.size() == 1
                ? NATIVE.encode(handle, clean.get(0), true)
                : NATIVE.encodeDual(handle, clean.get(0), clean.get(1), true);
        try {
            return Truncation.cut(texts, tokens(encoding, clean), maxLength);
        } finally {
            NATIVE.deleteEncoding(encoding);
            Reference.reachabilityFence(this);
        }
    }

    private static List<Token> tokens(long encoding, List<String> texts) {
        long[] ids = NATIVE.getTokenIds(encoding);
        long[] types = NATIVE.getTypeIds(encoding);
        String[] names = NATIVE.getTokens(encoding);
        boolean[] special = special(encoding);
        List<Place> places = places(encoding, texts, special);
        return IntStream.range(0, ids.length)
                .mapToObj(i -> new Token(
                        ids[i],
                        names[i],
                        special[i] ? Token.Kind.SPECIAL : Token.Kind.CONTENT,
                        types[i],
                        places.get(i)))
                .toList();
    }

    private static boolean[] special(long encoding) {
        long[] mask = NATIVE.getSpecialTokenMask(encoding);
        boolean[] special = new boolean[mask.length];
        for (int i = 0; i < special.length; i++) {
            special[i] = mask[i] != 0;
        }
        return special;
    }

    private static List<Place> places(long encoding, List<String> texts, boolean[] special) {
        CharSpan[] spans = NATIVE.getTokenCharSpans(encoding);
        long[] words = NATIVE.getWordIds(encoding);
        long[] passages = NATIVE.getSequenceIds(encoding);
        List<CodePoints> codePoints = texts.stream().map(CodePoints::new).toList();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < spans.length; i++) {
            int passage = (int) Math.max(0, passages[i]);
            CodePoints positions = codePoints.get(passage);
            places.add(
                    special[i]
                            ? Place.NOWHERE
                            : new Place(
                                    passage,
                                    (int) words[i],
                                    positions.toUtf16(spans[i].getStart()),
                                    positions.toUtf16(spans[i].getEnd())));
        }
        return places;
    }

    private static long create(String json) {
        try {
            return NATIVE.createTokenizerFromString(json);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not a tokenizer.json: " + e.getMessage(), e);
        }
    }
}
