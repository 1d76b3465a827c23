/** The function {@code hsic}. */
@NullMarked
package ai.interpretdl.functions.hsic;

import org.jspecify.annotations.NullMarked;
