/** The function {@code lime-prior}. */
@NullMarked
package ai.interpretdl.functions.limeprior;

import org.jspecify.annotations.NullMarked;
