/** The function {@code consensus}. */
@NullMarked
package ai.interpretdl.functions.consensus;

import org.jspecify.annotations.NullMarked;
