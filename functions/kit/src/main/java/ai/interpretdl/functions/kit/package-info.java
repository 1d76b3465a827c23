/**
 * What all functions share, whatever they are bound to: questions and answers, models, files, events, and how a failure is told.
 *
 * <p>A function module adds its algorithm's parameters and nothing else.
 */
@NullMarked
package ai.interpretdl.functions.kit;

import org.jspecify.annotations.NullMarked;
