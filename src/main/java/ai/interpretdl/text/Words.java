package ai.interpretdl.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text into words and into sentences, in any script. */
final class Words {
    private static final String HAN = "[\\p{IsHan}&&[\\p{L}\\p{N}]]\\p{M}*";
    private static final String LETTERS = "[[\\p{L}\\p{N}\\p{M}_\\u200c\\u200d]&&[^\\p{IsHan}]]+";
    // don't, l’homme, 3,000.50
    private static final String JOINED =
            LETTERS + "(?:(?:(?<=\\p{L}|\\p{M})['’](?=\\p{L})|(?<=\\p{N})[.,](?=\\p{N}))" + LETTERS + ")*";
    private static final String MARK = "(?!\\p{IsWhite_Space})\\X";
    private static final Pattern WORD = Pattern.compile(HAN + "|" + JOINED + "|" + MARK);
    // Terminators that java.text does not know: Arabic question mark and Urdu full stop; and the end of a line.
    private static final Pattern FURTHER_END = Pattern.compile("[؟۔]+|\\R");

    private Words() {}

    /**
     * Runs of letters and digits, Han characters one by one, and every other visible character (an emoji with all its parts) alone.
     * White space is between them. Scripts without spaces other than Han are not cut.
     */
    static List<Range> words(String text) {
        List<Range> words = new ArrayList<>();
        Matcher found = WORD.matcher(text);
        while (found.find()) {
            words.add(new Range(found.start(), found.end()));
        }
        return words;
    }

    /** Sentences, without the white space between them. */
    static List<Range> sentences(String text) {
        List<Range> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            Matcher further = FURTHER_END.matcher(text).region(start, end);
            while (further.find()) {
                add(text, start, further.end(), sentences);
                start = further.end();
            }
            add(text, start, end, sentences);
            start = end;
        }
        return sentences;
    }

    private static void add(String text, int start, int end, List<Range> sentences) {
        Range trimmed = new Range(start, end).trimmed(text);
        if (!trimmed.isEmpty()) {
            sentences.add(trimmed);
        }
    }
}
