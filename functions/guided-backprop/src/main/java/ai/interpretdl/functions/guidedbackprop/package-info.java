/** The function {@code guided-backprop}. */
@NullMarked
package ai.interpretdl.functions.guidedbackprop;

import org.jspecify.annotations.NullMarked;
