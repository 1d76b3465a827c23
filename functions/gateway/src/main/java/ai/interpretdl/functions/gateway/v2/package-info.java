/**
 * The Open Inference Protocol, version 2, with its binary tensor extension and an explain call of our own.
 *
 * <p>Only this package knows how the protocol frames its messages; what is asked and answered is the kit's.
 */
@NullMarked
package ai.interpretdl.functions.gateway.v2;

import org.jspecify.annotations.NullMarked;
