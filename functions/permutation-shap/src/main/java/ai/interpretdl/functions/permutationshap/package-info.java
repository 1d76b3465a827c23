/** The function {@code permutation-shap}. */
@NullMarked
package ai.interpretdl.functions.permutationshap;

import org.jspecify.annotations.NullMarked;
