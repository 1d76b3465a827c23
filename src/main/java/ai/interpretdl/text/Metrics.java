package ai.interpretdl.text;

/** How wide text is, in pixels. */
interface Metrics {
    /** Without any font: a guess by kind of character, near what sans-serif fonts have. */
    Metrics ESTIMATED = new EstimatedMetrics();

    double width(String text, boolean bold);
}
