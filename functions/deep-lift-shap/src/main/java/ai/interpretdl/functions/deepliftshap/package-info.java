/** The function {@code deep-lift-shap}. */
@NullMarked
package ai.interpretdl.functions.deepliftshap;

import org.jspecify.annotations.NullMarked;
