/** Binds a function to AWS Lambda: one entry that tells the kinds of events apart by their shape. */
@NullMarked
package ai.interpretdl.functions.lambda;

import org.jspecify.annotations.NullMarked;
