/** The function {@code shapley-sampling}. */
@NullMarked
package ai.interpretdl.functions.shapleysampling;

import org.jspecify.annotations.NullMarked;
