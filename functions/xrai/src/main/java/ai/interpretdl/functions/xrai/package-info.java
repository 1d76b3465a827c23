/** The function {@code xrai}. */
@NullMarked
package ai.interpretdl.functions.xrai;

import org.jspecify.annotations.NullMarked;
