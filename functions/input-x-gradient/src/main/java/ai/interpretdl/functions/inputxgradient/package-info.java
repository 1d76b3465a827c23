/** The function {@code input-x-gradient}. */
@NullMarked
package ai.interpretdl.functions.inputxgradient;

import org.jspecify.annotations.NullMarked;
