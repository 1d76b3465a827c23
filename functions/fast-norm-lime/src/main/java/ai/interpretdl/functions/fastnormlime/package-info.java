/** The function {@code fast-norm-lime}. */
@NullMarked
package ai.interpretdl.functions.fastnormlime;

import org.jspecify.annotations.NullMarked;
