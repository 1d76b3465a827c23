/** The function {@code shapley-values}. */
@NullMarked
package ai.interpretdl.functions.shapleyvalues;

import org.jspecify.annotations.NullMarked;
