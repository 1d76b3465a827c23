/**
 * An algorithm is an equation over symbolic values: tracing it writes graphs, which a runtime calls chunk by chunk.
 *
 * <p>An {@link ai.interpretdl.program.Expr} is written for one row of the input. Sample axes and rows are carried in front, unseen, so
 * that nobody writes a loop and no algorithm can mix rows. The graphs are written for known sizes of chunk and batch: a session
 * fixes them anyway, and with every length a number a rule is a formula instead of shape arithmetic. Writing again for another size
 * takes milliseconds.
 */
@NullMarked
package ai.interpretdl.program;

import org.jspecify.annotations.NullMarked;
