/**
 * The model file as records: reading, writing, lifting to one operator set.
 *
 * <p>Only this package knows the wire format. Weights stay in the file: a {@link ai.interpretdl.onnx.Weight} says where its bytes lie,
 * so that a derived model can point into the original instead of copying it.
 */
@NullMarked
package ai.interpretdl.onnx;

import org.jspecify.annotations.NullMarked;
