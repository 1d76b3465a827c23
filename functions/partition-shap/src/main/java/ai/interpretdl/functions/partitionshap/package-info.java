/** The function {@code partition-shap}. */
@NullMarked
package ai.interpretdl.functions.partitionshap;

import org.jspecify.annotations.NullMarked;
