/** The function {@code grad-cam}. */
@NullMarked
package ai.interpretdl.functions.gradcam;

import org.jspecify.annotations.NullMarked;
