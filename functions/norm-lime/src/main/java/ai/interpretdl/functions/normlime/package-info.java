/** The function {@code norm-lime}. */
@NullMarked
package ai.interpretdl.functions.normlime;

import org.jspecify.annotations.NullMarked;
