/** The function {@code deep-lift}. */
@NullMarked
package ai.interpretdl.functions.deeplift;

import org.jspecify.annotations.NullMarked;
