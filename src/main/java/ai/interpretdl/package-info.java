/**
 * InterpretDL for the JVM: explains the predictions of any ONNX model.
 *
 * <p>{@link ai.interpretdl.InterpretDl#open} gives a model; an algorithm is a record whose {@code interpret} explains it.
 */
@NullMarked
package ai.interpretdl;

import org.jspecify.annotations.NullMarked;
