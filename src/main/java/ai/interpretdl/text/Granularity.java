package ai.interpretdl.text;

import java.util.List;

/** How large a part of a text one feature is. */
public enum Granularity {
    /** Every token of the model. */
    TOKEN,
    /** Words in the reader's sense: runs of letters and digits, single Han characters, single marks. */
    WORD,
    /** Sentences; lines where a text has them. */
    SENTENCE;

    /** The parts of a text in which tokens are to be joined. */
    List<Range> parts(String text) {
        return switch (this) {
            case TOKEN -> List.of();
            case WORD -> Words.words(text);
            case SENTENCE -> Words.sentences(text);
        };
    }
}
