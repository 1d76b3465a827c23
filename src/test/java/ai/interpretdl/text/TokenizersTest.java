package ai.interpretdl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every tokenizer and every text. */
class TokenizersTest {
    private static final int ROOM = 1000;

    static Stream<Tokenizer> tokenizers() {
        return Texts.tokenizers();
    }

    static Stream<Arguments> texts() {
        return Texts.tokenizers()
                .flatMap(tokenizer -> Texts.AWKWARD.stream().map(text -> Arguments.of(tokenizer, text)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void tokensLieInTheTextOneAfterTheOther(Tokenizer tokenizer, String text) {
        int before = 0;
        for (Token token : tokenizer.encode(text, ROOM).tokens()) {
            if (token.isContent()) {
                assertThat(token.place().start()).isGreaterThanOrEqualTo(before);
                assertThat(token.place().end()).isLessThanOrEqualTo(text.length());
                assertThat(splitsAPair(text, token.place().start())).isFalse();
                assertThat(splitsAPair(text, token.place().end())).isFalse();
                before = token.place().start();
            } else {
                assertThat(token.place()).isEqualTo(Place.NOWHERE);
            }
        }
    }

    private static boolean splitsAPair(String text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    @ParameterizedTest
    @MethodSource("tokenizers")
    void aPaddedBatchIsItsRowsAndPadding(Tokenizer tokenizer) {
        List<String> texts = Texts.AWKWARD;
        if (tokenizer.id(SpecialToken.PAD).isEmpty()) {
            assertThatThrownBy(() -> tokenizer.encodeAll(texts, ROOM)).hasMessageContaining("name a pad id");
            return;
        }
        long pad = tokenizer.id(SpecialToken.PAD).orElseThrow();
        List<Encoding> batch = tokenizer.encodeAll(texts, ROOM);
        assertThat(batch).extracting(Encoding::length).containsOnly(batch.get(0).length());
        for (int i = 0; i < texts.size(); i++) {
            Encoding alone = tokenizer.encode(texts.get(i), ROOM);
            List<Token> row = batch.get(i).tokens();
            assertThat(row.subList(0, alone.length())).isEqualTo(alone.tokens());
            assertThat(row.subList(alone.length(), row.size())).allMatch(Token.padding(pad)::equals);
            assertThat(batch.get(i).mask().longs()).containsExactly(onesThenZeros(alone.length(), row.size()));
        }
    }

    private static long[] onesThenZeros(int ones, int length) {
        long[] mask = new long[length];
        Arrays.fill(mask, 0, ones, 1);
        return mask;
    }

    @ParameterizedTest
    @MethodSource("texts")
    void truncationKeepsTheFirstTokensAndSaysWhatIsCut(Tokenizer tokenizer, String text) {
        Encoding whole = tokenizer.encode(text, ROOM);
        int special = whole.length() - whole.content().size();
        assertThat(whole.truncated()).isFalse();
        assertThat(whole.cutCharacters()).isZero();
        for (int room = 1; room <= 4 && room < whole.content().size(); room++) {
            Encoding cut = tokenizer.encode(text, special + room);
            assertThat(content(cut)).isEqualTo(content(whole).subList(0, room));
            assertThat(cut.length()).isEqualTo(special + room);
            assertThat(cut.cutTokens()).isEqualTo(whole.content().size() - room);
            int end = content(cut).stream()
                    .mapToInt(token -> token.place().end())
                    .max()
                    .orElse(0);
            assertThat(cut.cutCharacters()).isEqualTo(text.length() - end);
        }
    }

    private static List<Token> content(Encoding encoding) {
        return encoding.tokens().stream().filter(Token::isContent).toList();
    }

    @ParameterizedTest
    @MethodSource("tokenizers")
    void aPairIsBothTextsOneAfterTheOther(Tokenizer tokenizer) {
        String first = "The first 😀 one";
        String second = "and the second one 你好";
        List<Token> pair = content(tokenizer.encode(first, second, ROOM));
        List<Token> alone = Stream.of(first, second)
                .flatMap(text -> content(tokenizer.encode(text, ROOM)).stream())
                .toList();
        assertThat(pair)
                .extracting(Token::id)
                .isEqualTo(alone.stream().map(Token::id).toList());
        assertThat(pair)
                .extracting(token -> token.place().start())
                .isEqualTo(alone.stream().map(token -> token.place().start()).toList());
        int inFirst = content(tokenizer.encode(first, ROOM)).size();
        assertThat(pair.subList(0, inFirst)).allMatch(token -> token.place().passage() == 0);
        assertThat(pair.subList(inFirst, pair.size()))
                .allMatch(token -> token.place().passage() == 1);
    }
}
