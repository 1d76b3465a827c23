package ai.interpretdl.text;

import java.util.Locale;
import java.util.Optional;

/** The tokens of a vocabulary that stand for no text, as far as an explanation needs them. */
public enum SpecialToken {
    /** Fills a row up. */
    PAD,
    /** Stands for what the vocabulary lacks; LIME puts it in place of a word that is switched off. */
    UNKNOWN,
    /** Stands for a hidden word in models that were trained to guess it. */
    MASK;

    /** Reads how vocabularies spell it: {@code [PAD]}, {@code <pad>}, {@code <|pad|>}, {@code [UNK]}, {@code <mask>}. */
    public static Optional<SpecialToken> ofSpelling(String token) {
        if (!token.matches("\\[\\w+]|<\\|?\\w+\\|?>")) {
            return Optional.empty();
        }
        return switch (token.replaceAll("\\W", "").toLowerCase(Locale.ROOT)) {
            case "pad" -> Optional.of(PAD);
            case "unk" -> Optional.of(UNKNOWN);
            case "mask" -> Optional.of(MASK);
            default -> Optional.empty();
        };
    }
}
