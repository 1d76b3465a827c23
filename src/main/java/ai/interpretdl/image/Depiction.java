package ai.interpretdl.image;

/**
 * A map as it was drawn, and what its colours mean.
 *
 * @param picture as large as what the model saw
 * @param legend for below it
 */
public record Depiction(Picture picture, Legend legend) {}
