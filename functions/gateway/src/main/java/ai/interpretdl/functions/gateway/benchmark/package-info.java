/** The command {@code benchmark}: algorithms and measures on a folder of pictures, as a plan in JSON says. */
@NullMarked
package ai.interpretdl.functions.gateway.benchmark;

import org.jspecify.annotations.NullMarked;
