package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Segments;

/** Features with their kinds. */
record Kinded(Features features, Kinds kinds) {
    Kinded row(Question question, int row) {
        return new Kinded(features.row(question, row), kinds.row(row));
    }

    Segments segments(Inquiry inquiry) {
        return Segments.of(inquiry, features, Perturbing.MOST_FEATURES);
    }

    /** The kinds of the only row's features. */
    int[] of(Inquiry inquiry) {
        return kinds.of(inquiry, segments(inquiry))[0];
    }
}
