/** The function {@code deconvnet}. */
@NullMarked
package ai.interpretdl.functions.deconvnet;

import org.jspecify.annotations.NullMarked;
