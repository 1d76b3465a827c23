package ai.interpretdl.evaluate;

/**
 * What the axes of a measure's curves show.
 *
 * @param across from 0 to 1
 * @param up of the values
 */
public record Axes(String across, String up) {
    static final Axes HIDDEN = new Axes("share hidden", "score");
    static final Axes SHOWN = new Axes("share shown", "score");
}
