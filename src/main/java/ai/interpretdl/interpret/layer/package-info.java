/** Algorithms that explain by inner values of the model. */
@NullMarked
package ai.interpretdl.interpret.layer;

import org.jspecify.annotations.NullMarked;
