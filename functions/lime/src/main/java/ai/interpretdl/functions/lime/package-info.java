/** The function {@code lime}. */
@NullMarked
package ai.interpretdl.functions.lime;

import org.jspecify.annotations.NullMarked;
