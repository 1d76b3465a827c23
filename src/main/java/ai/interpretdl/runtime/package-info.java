/**
 * ONNX Runtime: devices, sessions, chunks of samples, cancelling, caching. Nothing else touches it.
 */
@NullMarked
package ai.interpretdl.runtime;

import org.jspecify.annotations.NullMarked;
