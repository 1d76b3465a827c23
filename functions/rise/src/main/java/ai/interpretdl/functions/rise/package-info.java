/** The function {@code rise}. */
@NullMarked
package ai.interpretdl.functions.rise;

import org.jspecify.annotations.NullMarked;
