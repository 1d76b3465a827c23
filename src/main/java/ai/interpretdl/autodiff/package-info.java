/**
 * Backward passes written as graphs: rules by operator family, and the one walk that applies them.
 *
 * <p>A graph under construction is a set of hash-consed operations whose shapes are all known numbers: the batch, too, is a number when
 * a graph is written. So a rule is a formula, never shape arithmetic, and asking for the same operation twice costs nothing. Guided
 * backprop, DeepLIFT and LRP are the same walk with another table.
 */
@NullMarked
package ai.interpretdl.autodiff;

import org.jspecify.annotations.NullMarked;
