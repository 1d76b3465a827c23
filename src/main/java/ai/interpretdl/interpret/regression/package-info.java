/**
 * Turns the scores of perturbed inputs into attributions: linear fits, Shapley values, sensitivity indices, and what sums them up
 * over many inputs.
 *
 * <p>No model is called here: a design from {@code ai.interpretdl.interpret.sampling} goes in with one score for each of its rows,
 * attributions come out. What has to see scores before it knows what to ask next, asks a {@code Game}. That keeps these formulas testable against closed forms, and the models in programs. All of
 * it computes in double precision: the systems are small, and badly conditioned when there are few samples.
 */
@NullMarked
package ai.interpretdl.interpret.regression;

import org.jspecify.annotations.NullMarked;
