/**
 * Which perturbed inputs an algorithm asks a model about: masks, coalitions, permutations, space-filling designs.
 *
 * <p>A design is made of a seed and a few numbers, and its row i depends on nothing but them and i wherever the method allows it.
 * So a caller can take the rows chunk by chunk, any number of times, and neither the chunks nor their order change an answer.
 * What the model answers to them is turned into attributions in {@code ai.interpretdl.interpret.regression}.
 */
@NullMarked
package ai.interpretdl.interpret.sampling;

import org.jspecify.annotations.NullMarked;
