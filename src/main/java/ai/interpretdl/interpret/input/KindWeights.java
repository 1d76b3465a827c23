package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.model.Model;

/**
 * What kinds of features count for each row's class, as it was learnt elsewhere: the reading half of {@link NormLime}.
 *
 * <p>One forward pass a row.
 *
 * @param features of each row
 * @param kinds of features
 * @param weights of kinds
 */
public record KindWeights(Features features, Kinds kinds, GlobalWeights weights)
        implements Interpretation, GlobalLearning {
    @Override
    public String name() {
        return "norm-lime";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return GlobalAnswer.of(this, model, question, new Kinded(features, kinds));
    }

    @Override
    public GlobalWeights weights(Model model, Question question) {
        return weights;
    }
}
