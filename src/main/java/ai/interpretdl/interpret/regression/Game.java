package ai.interpretdl.interpret.regression;

import ai.interpretdl.interpret.sampling.Masks;

/** What a model scores when only some features are present; asked in rounds by what decides by the answers what to ask next. */
@FunctionalInterface
public interface Game {
    /** One score a row of the masks, in their order. */
    double[] scores(Masks masks);
}
