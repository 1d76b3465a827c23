/** The function {@code kernel-shap}. */
@NullMarked
package ai.interpretdl.functions.kernelshap;

import org.jspecify.annotations.NullMarked;
