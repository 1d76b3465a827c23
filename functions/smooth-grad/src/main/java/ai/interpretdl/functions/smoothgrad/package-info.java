/** The function {@code smooth-grad}. */
@NullMarked
package ai.interpretdl.functions.smoothgrad;

import org.jspecify.annotations.NullMarked;
