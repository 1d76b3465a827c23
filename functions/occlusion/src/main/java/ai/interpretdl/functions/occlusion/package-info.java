/** The function {@code occlusion}. */
@NullMarked
package ai.interpretdl.functions.occlusion;

import org.jspecify.annotations.NullMarked;
