package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Shape;
import java.util.Arrays;

/**
 * What the presence of a kind of feature adds to the output of each class, by one ridge over a set of inputs: the rows of the question.
 *
 * <p>The fast prior of InterpretDL's LIME with a prior (Li et al., G-LIME, 2023): whether an input has a feature of a kind, against the model's
 * probabilities, penalty 1. One forward pass a row, against LIME's thousand. InterpretDL cuts pictures by a grid of 10 x 10.
 *
 * @param features of each input
 * @param kinds of features
 */
public record FastNormLime(Features features, Kinds kinds) implements Interpretation, GlobalLearning {
    @Override
    public String name() {
        return "fast-norm-lime";
    }

    @Override
    public boolean mixesRows() {
        return true;
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return GlobalAnswer.of(this, model, question, new Kinded(features, kinds));
    }

    @Override
    public GlobalWeights weights(Model model, Question question) {
        int rows = question.rows();
        int[][] of = new int[rows][];
        double[][] outputs = new double[rows][];
        for (int row = 0; row < rows; row++) {
            Inquiry inquiry = Inquiry.of(model, question.row(row));
            of[row] = new Kinded(features, kinds).row(question, row).of(inquiry);
            outputs[row] = output(inquiry);
        }
        return GlobalWeights.ofPresence(present(of), outputs);
    }

    private static double[][] present(int[][] of) {
        int count = Arrays.stream(of).flatMapToInt(Arrays::stream).max().orElse(0) + 1;
        double[][] present = new double[of.length][count];
        for (int row = 0; row < of.length; row++) {
            for (int kind : of[row]) {
                present[row][kind] = 1;
            }
        }
        return present;
    }

    private static double[] output(Inquiry inquiry) {
        Shape shape = inquiry.output().shape();
        if (shape.rank() != 2) {
            throw new IllegalArgumentException("fast-norm-lime takes an output of [N, classes], this one is " + shape);
        }
        return inquiry.output().doubles();
    }
}
