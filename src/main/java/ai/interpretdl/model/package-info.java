/**
 * A model file with its card: inputs, labels, layers, and the subject that a question about it makes.
 *
 * <p>A card says what a file cannot: how a picture or a text becomes an input, what the classes are called, which layer suits class
 * activation maps. A model without one works with what the file says.
 */
@NullMarked
package ai.interpretdl.model;

import org.jspecify.annotations.NullMarked;
