/** The function {@code blur-ig}. */
@NullMarked
package ai.interpretdl.functions.blurig;

import org.jspecify.annotations.NullMarked;
