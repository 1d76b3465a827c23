/** The function {@code guided-ig}. */
@NullMarked
package ai.interpretdl.functions.guidedig;

import org.jspecify.annotations.NullMarked;
