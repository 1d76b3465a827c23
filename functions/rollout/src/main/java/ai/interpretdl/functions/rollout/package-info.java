/** The function {@code rollout}. */
@NullMarked
package ai.interpretdl.functions.rollout;

import org.jspecify.annotations.NullMarked;
