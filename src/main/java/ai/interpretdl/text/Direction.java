package ai.interpretdl.text;

import java.text.Bidi;

/** Which way a text runs. */
final class Direction {
    private Direction() {}

    /** By the first letter that has a direction, as Unicode and HTML's {@code dir="auto"} have it. */
    static boolean isRightToLeft(String text) {
        return !text.isEmpty() && !new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
    }
}
