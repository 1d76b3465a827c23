/**
 * Benchmarks: ratios side by side in one run, and peak memory. Not part of the tests, which never assert a time.
 */
@NullMarked
package ai.interpretdl.bench;

import org.jspecify.annotations.NullMarked;
