/** The function {@code bidirectional-transformer}. */
@NullMarked
package ai.interpretdl.functions.bidirectionaltransformer;

import org.jspecify.annotations.NullMarked;
