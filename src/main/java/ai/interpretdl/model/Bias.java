package ai.interpretdl.model;

import ai.interpretdl.tensor.Tensor;

/**
 * What a layer adds to its output whatever its input.
 *
 * @param value the layer's output
 * @param tensor what is added
 * @param byChannel whether it has a number for each channel, the first axis of a row; else it broadcasts over the output
 */
public record Bias(String value, Tensor tensor, boolean byChannel) {}
