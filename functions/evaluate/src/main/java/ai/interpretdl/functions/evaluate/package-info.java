/**
 * The function {@code evaluate}: how good an explanation is, by any of the published measures.
 *
 * <p>One module for all of them, and not one a measure as for algorithms: they share the whole way (explanation, substrate, truth, answer), a
 * caller mostly asks for several, and none needs more of a machine than another.
 */
@NullMarked
package ai.interpretdl.functions.evaluate;

import org.jspecify.annotations.NullMarked;
