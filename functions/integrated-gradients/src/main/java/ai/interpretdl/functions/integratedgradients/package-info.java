/** The function {@code integrated-gradients}. */
@NullMarked
package ai.interpretdl.functions.integratedgradients;

import org.jspecify.annotations.NullMarked;
