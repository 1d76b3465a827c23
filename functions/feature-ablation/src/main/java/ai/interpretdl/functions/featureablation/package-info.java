/** The function {@code feature-ablation}. */
@NullMarked
package ai.interpretdl.functions.featureablation;

import org.jspecify.annotations.NullMarked;
