/** The function {@code g-lime}. */
@NullMarked
package ai.interpretdl.functions.glime;

import org.jspecify.annotations.NullMarked;
