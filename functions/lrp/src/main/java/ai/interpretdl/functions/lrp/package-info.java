/** The function {@code lrp}. */
@NullMarked
package ai.interpretdl.functions.lrp;

import org.jspecify.annotations.NullMarked;
