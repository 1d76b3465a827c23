/** The function {@code gradient-shap}. */
@NullMarked
package ai.interpretdl.functions.gradientshap;

import org.jspecify.annotations.NullMarked;
