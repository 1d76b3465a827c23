/**
 * Explanations of a model's predictions.
 *
 * <p>The algorithms live in one package for each kind of question; here is what they share, so that a baseline or a quadrature means
 * the same to all of them.
 */
@NullMarked
package ai.interpretdl.interpret;

import org.jspecify.annotations.NullMarked;
