/** The function {@code saliency}. */
@NullMarked
package ai.interpretdl.functions.saliency;

import org.jspecify.annotations.NullMarked;
