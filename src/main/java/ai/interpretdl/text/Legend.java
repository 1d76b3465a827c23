package ai.interpretdl.text;

import java.util.List;

/**
 * What a colour means.
 *
 * @param name in words
 * @param importance that takes the colour
 */
record Legend(String name, double importance) {
    static final List<Legend> ENTRIES =
            List.of(new Legend("Negative", -1), new Legend("Neutral", 0), new Legend("Positive", 1));
}
