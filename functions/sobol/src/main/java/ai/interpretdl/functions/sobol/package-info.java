/** The function {@code sobol}. */
@NullMarked
package ai.interpretdl.functions.sobol;

import org.jspecify.annotations.NullMarked;
