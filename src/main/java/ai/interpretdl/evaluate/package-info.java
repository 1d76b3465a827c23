/**
 * How good an explanation is: published measures, each a record.
 *
 * <p>A measure that asks the model does so in one program over all rows and samples; positions in an order are fed, masks are made of
 * them in the graph, so memory grows neither with the steps of a curve nor with the number of samples.
 */
@NullMarked
package ai.interpretdl.evaluate;

import org.jspecify.annotations.NullMarked;
