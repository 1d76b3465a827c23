/** Algorithms that explain by the elements of the input: one file a paper. */
@NullMarked
package ai.interpretdl.interpret.input;

import org.jspecify.annotations.NullMarked;
