/** The function {@code feature-permutation}. */
@NullMarked
package ai.interpretdl.functions.featurepermutation;

import org.jspecify.annotations.NullMarked;
