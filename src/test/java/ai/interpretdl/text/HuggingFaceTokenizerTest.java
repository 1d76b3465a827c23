package ai.interpretdl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HuggingFaceTokenizerTest {
    private static final HuggingFaceTokenizer MINI_LM = Texts.miniLm();

    /** WordPiece from its definition: the longest piece that the vocabulary has, then the longest of the rest. */
    @Test
    void agreesWithGreedyWordPieces() throws IOException {
        Set<String> vocabulary = Set.copyOf(vocabulary());
        List<String> sentences = Files.readAllLines(Texts.MODELS.resolve("uci-sentences.tsv")).stream()
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .limit(1000)
                .toList();
        for (String sentence : sentences) {
            assertThat(pieces(MINI_LM.encode(sentence, 1000))).as(sentence).isEqualTo(wordPieces(sentence, vocabulary));
        }
    }

    @Test
    void idsAreTheVocabularysRows() {
        List<String> vocabulary = vocabulary();
        Encoding encoding = MINI_LM.encode("Excellent phone, works great and arrived quickly.", 128);
        assertThat(encoding.tokens())
                .allSatisfy(
                        token -> assertThat(vocabulary.get((int) token.id())).isEqualTo(token.text()));
        assertThat(encoding.tokens().get(0).text()).isEqualTo("[CLS]");
        assertThat(encoding.tokens().get(encoding.length() - 1).text()).isEqualTo("[SEP]");
        assertThat(encoding.ids().shape().dims()).containsExactly(1, encoding.length());
    }

    @Test
    void everyPieceIsWhatItsPlaceInTheTextSays() {
        for (String text : Texts.AWKWARD) {
            for (Token token : MINI_LM.encode(text, 1000).tokens()) {
                if (token.isContent() && !token.text().startsWith("[")) {
                    String there =
                            text.substring(token.place().start(), token.place().end());
                    assertThat(plain(there)).isEqualTo(token.text().replaceFirst("^##", ""));
                }
            }
        }
    }

    /** What the uncased normaliser does: no accents, no control characters, small letters. */
    private static String plain(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}|\\p{Cc}|\\p{Cf}", "");
    }

    @Test
    void aMarkerSpeltOutInTheTextIsContent() {
        List<Token> tokens = MINI_LM.encode("a [SEP] b", 128).tokens();
        assertThat(tokens).extracting(Token::text).containsExactly("[CLS]", "a", "[SEP]", "b", "[SEP]");
        assertThat(tokens).extracting(Token::isContent).containsExactly(false, true, true, true, false);
        assertThat(tokens.get(2).place()).isEqualTo(new Place(0, 1, 2, 7));
    }

    @Test
    void knowsItsSpecialTokens() {
        assertThat(MINI_LM.id(SpecialToken.PAD)).hasValue(0);
        assertThat(MINI_LM.id(SpecialToken.UNKNOWN)).hasValue(1);
        assertThat(MINI_LM.id(SpecialToken.MASK)).hasValue(4);
        assertThat(Texts.metaspace().id(SpecialToken.PAD)).hasValue(1);
        assertThat(Texts.metaspace().id(SpecialToken.UNKNOWN)).hasValue(0);
        assertThat(Texts.metaspace().id(SpecialToken.MASK)).isEmpty();
        assertThat(Texts.byteLevel().id(SpecialToken.PAD)).isEmpty();
    }

    @Test
    void oneEmojiIsFourTokensOfOnePlace() {
        List<Token> tokens = Texts.byteLevel().encode("a😀b", 10).tokens();
        assertThat(tokens).hasSize(6);
        assertThat(tokens.subList(1, 5))
                .allMatch(token -> token.place().start() == 1 && token.place().end() == 3);
        assertThat(tokens.get(5).place().start()).isEqualTo(3);
    }

    /** The library's own truncation of pairs, for every length of either text. */
    @Test
    void cutsPairsAsTheLibraryDoes() throws IOException {
        long peer = TokenizersLibrary.LIB.createTokenizerFromString(
                Files.readString(Texts.MODELS.resolve("minilm-sentiment.tokenizer.json")));
        for (int first = 0; first < 9; first++) {
            for (int second = 0; second < 9; second++) {
                for (int length = 3; length < 14; length++) {
                    String a = "a ".repeat(first);
                    String b = "b ".repeat(second);
                    TokenizersLibrary.LIB.setTruncation(peer, length, "LONGEST_FIRST", 0);
                    long expected = TokenizersLibrary.LIB.encodeDual(peer, a, b, true);
                    assertThat(MINI_LM.encode(a, b, length).ids().longs())
                            .as("%d and %d tokens in %d", first, second, length)
                            .isEqualTo(TokenizersLibrary.LIB.getTokenIds(expected));
                    TokenizersLibrary.LIB.deleteEncoding(expected);
                }
            }
        }
        TokenizersLibrary.LIB.deleteTokenizer(peer);
    }

    @Test
    void typesTellThePassagesApart() {
        Encoding pair = MINI_LM.encode("one two", "three", 128);
        assertThat(pair.types().longs()).containsExactly(0, 0, 0, 0, 1, 1);
    }

    @Test
    void saysWhatIsNotATokenizer() {
        assertThatThrownBy(() -> HuggingFaceTokenizer.parse("{}")).hasMessageStartingWith("not a tokenizer.json: ");
        assertThatThrownBy(() -> HuggingFaceTokenizer.parse("no json"))
                .hasMessageStartingWith("not a tokenizer.json: ");
        assertThatThrownBy(() -> MINI_LM.encode("text", 1)).hasMessageContaining("no room for the 2 special tokens");
    }

    private static List<String> pieces(Encoding encoding) {
        return encoding.content().stream()
                .map(i -> encoding.tokens().get(i).text())
                .toList();
    }

    private static List<String> wordPieces(String sentence, Set<String> vocabulary) {
        List<String> pieces = new ArrayList<>();
        Matcher words =
                Pattern.compile("[\\p{L}\\p{N}\\p{S}&&[^$+<=>^`|~]]+|\\S").matcher(plain(sentence));
        while (words.find()) {
            pieces.addAll(piecesOf(words.group(), vocabulary));
        }
        return pieces;
    }

    private static List<String> piecesOf(String word, Set<String> vocabulary) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < word.length(); ) {
            int from = at;
            int end = IntStream.iterate(word.length(), to -> to > from, to -> to - 1)
                    .filter(to -> vocabulary.contains(piece(word, from, to)))
                    .findFirst()
                    .orElse(-1);
            if (end < 0) {
                return List.of("[UNK]");
            }
            pieces.add(piece(word, at, end));
            at = end;
        }
        return pieces;
    }

    private static String piece(String word, int from, int to) {
        return (from > 0 ? "##" : "") + word.substring(from, to);
    }

    private static List<String> vocabulary() {
        try {
            var vocabulary = new ObjectMapper()
                    .readTree(Texts.MODELS
                            .resolve("minilm-sentiment.tokenizer.json")
                            .toFile())
                    .at("/model/vocab");
            String[] words = new String[vocabulary.size()];
            vocabulary.properties().forEach(entry -> words[entry.getValue().asInt()] = entry.getKey());
            return List.of(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
