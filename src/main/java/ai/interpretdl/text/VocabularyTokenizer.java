package ai.interpretdl.text;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tokenizer for models with a plain list of words: whatever a regular expression finds is a token, looked up as it is. It adds no
 * special tokens.
 *
 * @param vocabulary the words
 * @param pattern what counts as a token; found from left to right in the text
 * @param lowerCase whether the text is lower-cased first, letter by letter, so that offsets hold
 */
public record VocabularyTokenizer(Vocabulary vocabulary, Pattern pattern, boolean lowerCase) implements Tokenizer {
    private static final Pattern WORD = Pattern.compile("[a-z0-9]+(?:'[a-z]+)?|[!?]");
    private static final Pattern BETWEEN_SPACES = Pattern.compile("\\P{IsWhite_Space}+");
    private static final Pattern CHARACTER = Pattern.compile("(?s).");

    /** Lower-cased English words and the marks {@code !} and {@code ?}. */
    public static VocabularyTokenizer words(Vocabulary vocabulary) {
        return new VocabularyTokenizer(vocabulary, WORD, true);
    }

    /** Whatever stands between white space, as it is: for texts that were cut into words beforehand. */
    public static VocabularyTokenizer whitespace(Vocabulary vocabulary) {
        return new VocabularyTokenizer(vocabulary, BETWEEN_SPACES, false);
    }

    /** Every code point a token, white space too. */
    public static VocabularyTokenizer characters(Vocabulary vocabulary) {
        return new VocabularyTokenizer(vocabulary, CHARACTER, false);
    }

    @Override
    public Encoding encode(String text, int maxLength) {
        return Truncation.cut(List.of(text), tokens(text, 0), maxLength);
    }

    @Override
    public Encoding encode(String first, String second, int maxLength) {
        List<Token> both = new ArrayList<>(tokens(first, 0));
        both.addAll(tokens(second, 1));
        return Truncation.cut(List.of(first, second), both, maxLength);
    }

    @Override
    public OptionalLong id(SpecialToken token) {
        return vocabulary.id(token);
    }

    private List<Token> tokens(String text, int passage) {
        List<Token> tokens = new ArrayList<>();
        Matcher found = pattern.matcher(lowerCase ? lowerCased(text) : text);
        while (found.find()) {
            Place place = new Place(passage, tokens.size(), found.start(), found.end());
            tokens.add(new Token(vocabulary.id(found.group()), found.group(), Token.Kind.CONTENT, passage, place));
        }
        return tokens;
    }

    /** Unlike {@code String.toLowerCase}, which makes two letters of some, this keeps the length. */
    private static String lowerCased(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().map(VocabularyTokenizer::lowerCased).forEach(lower::appendCodePoint);
        return lower.toString();
    }

    private static int lowerCased(int codePoint) {
        int lower = Character.toLowerCase(codePoint);
        return Character.charCount(lower) == Character.charCount(codePoint) ? lower : codePoint;
    }
}
