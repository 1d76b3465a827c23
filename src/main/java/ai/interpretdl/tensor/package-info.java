/**
 * Dense arrays: a shape, an element type and bytes.
 *
 * <p>Nothing here computes. Arithmetic happens in ONNX graphs; a tensor carries numbers to them and back, without copying where the
 * bytes already have the layout of ONNX (little endian, row-major). NumPy's random numbers are here too, for the layers above to share.
 */
@NullMarked
package ai.interpretdl.tensor;

import org.jspecify.annotations.NullMarked;
