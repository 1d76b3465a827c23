package ai.interpretdl.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Texts that offsets go wrong on, and tokenizers of every family. */
final class Texts {
    static final Path MODELS = Path.of("..", "models");

    static final List<String> AWKWARD = List.of(
            "",
            "   ",
            "The food was cold, and the waiter was rude!",
            "I don't like it; it isn't worth 3,000.50 dollars.",
            "  spaces   at\tboth ends \n",
            "Great 😀😀 phone 👩‍👩‍👧 and 👍🏽 flags 🇩🇪🇫🇷, keycap 1️⃣.",
            "cafe\u0301 re\u0301sume\u0301 naïve Ångström",
            "e\u0301",
            "你好，世界。这个手机很好！",
            "مرحبا بالعالم. كيف حالك؟ بخير",
            "שלום עולם, New York is big",
            "यह अच्छा है। वह नहीं।",
            "İstanbul ISTANBUL ß ﬁne",
            "unaffable internationalization antidisestablishmentarianism",
            "half a pair \ud83d here and \udc00 there",
            "nul\u0000and control\u0007 and \u202eoverride\u202c",
            "a [SEP] in the text and a [MASK]",
            "<script>alert('x & y')</script>",
            "𝒳𝒴 math 𠀀𠀁 rare han",
            "word\u00a0no-break\u3000ideographic space");

    private Texts() {}

    static HuggingFaceTokenizer miniLm() {
        try {
            return HuggingFaceTokenizer.read(MODELS.resolve("minilm-sentiment.tokenizer.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Vocabulary fineFoods() {
        try {
            return Vocabulary.read(MODELS.resolve("textcnn-vocab.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As GPT-2 does it: any byte is a token, so that one emoji is four of them. */
    static HuggingFaceTokenizer byteLevel() {
        StringBuilder vocabulary = new StringBuilder();
        int id = 0;
        for (int letter : byteLetters()) {
            String escape = letter == '"' || letter == '\\' ? "\\" : "";
            vocabulary
                    .append('"')
                    .append(escape)
                    .appendCodePoint(letter)
                    .append("\":")
                    .append(id++)
                    .append(",");
        }
        return HuggingFaceTokenizer.parse("""
                {"version": "1.0", "added_tokens": [], "normalizer": null, "post_processor": null, "decoder": null,
                 "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": true},
                 "model": {"type": "BPE", "merges": ["h e", "Ġ t", "Ġt he"], "vocab": {
                   %s "he": 256, "Ġt": 257, "Ġthe": 258}}}
                """.formatted(vocabulary));
    }

    /** As XLM-R and T5 do it: a blank is a letter at the front of a word. Its own truncation and padding must not matter. */
    static HuggingFaceTokenizer metaspace() {
        return HuggingFaceTokenizer.parse("""
                {"version": "1.0", "normalizer": {"type": "NFKC"}, "decoder": null,
                 "truncation": {"direction": "Right", "max_length": 3, "strategy": "LongestFirst", "stride": 0},
                 "padding": {"strategy": {"Fixed": 40}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 1,
                   "pad_type_id": 0, "pad_token": "<pad>"},
                 "added_tokens": [
                   {"id": 2, "content": "</s>", "single_word": false, "lstrip": false, "rstrip": false,
                    "normalized": false, "special": true}],
                 "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
                 "post_processor": {"type": "TemplateProcessing",
                   "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                   "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}},
                     {"Sequence": {"id": "B", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                   "special_tokens": {"</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}},
                 "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["<pad>", 0.0], ["</s>", 0.0],
                   ["▁", -2.0], ["▁the", -3.0], ["o", -4.0], ["e", -4.0], ["t", -4.0], ["a", -4.0], ["▁w", -4.0],
                   ["好", -4.0], ["世", -4.0], ["ing", -3.0]]}}
                """);
    }

    static Stream<Tokenizer> tokenizers() {
        return Stream.of(
                miniLm(),
                byteLevel(),
                metaspace(),
                VocabularyTokenizer.words(fineFoods()),
                VocabularyTokenizer.whitespace(fineFoods()),
                VocabularyTokenizer.characters(fineFoods()));
    }

    /** GPT-2's 256 letters for the 256 bytes. */
    private static int[] byteLetters() {
        int[] letters = new int[256];
        int further = 256;
        for (int i = 0; i < letters.length; i++) {
            boolean printable = i > 32 && i < 127 || i > 160 && i < 173 || i > 173;
            letters[i] = printable ? i : further++;
        }
        return letters;
    }
}
