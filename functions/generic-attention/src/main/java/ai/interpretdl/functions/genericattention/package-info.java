/** The function {@code generic-attention}. */
@NullMarked
package ai.interpretdl.functions.genericattention;

import org.jspecify.annotations.NullMarked;
