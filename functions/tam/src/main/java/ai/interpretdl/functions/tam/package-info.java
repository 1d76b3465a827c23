/** The function {@code tam}. */
@NullMarked
package ai.interpretdl.functions.tam;

import org.jspecify.annotations.NullMarked;
