/**
 * From a file that somebody puts into a folder to pictures in another: a watcher that makes events, rules that say which
 * functions an event asks, and a folder of answers.
 *
 * <p>Only the watcher knows of a folder; an event that a broker brings takes the same way from there on.
 */
@NullMarked
package ai.interpretdl.functions.gateway.inbox;

import org.jspecify.annotations.NullMarked;
