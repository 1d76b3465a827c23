/**
 * All functions in one process: the routes of the Open Inference Protocol, the entry of events, a watched folder.
 *
 * <p>What comes by HTTP, from a broker or into the folder is answered by the same function beans.
 */
@NullMarked
package ai.interpretdl.functions.gateway;

import org.jspecify.annotations.NullMarked;
