/** The function {@code attention-x-gradient}. */
@NullMarked
package ai.interpretdl.functions.attentionxgradient;

import org.jspecify.annotations.NullMarked;
