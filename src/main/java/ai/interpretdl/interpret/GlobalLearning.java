package ai.interpretdl.interpret;

import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.model.Model;

/** Where weights of kinds of features come from that are known before an input is explained. */
public interface GlobalLearning {
    /** @param question whose rows may be learnt from */
    GlobalWeights weights(Model model, Question question);

    /**
     * Weights that are known.
     *
     * @param weights learnt at another time
     */
    record Known(GlobalWeights weights) implements GlobalLearning {
        @Override
        public GlobalWeights weights(Model model, Question question) {
            return weights;
        }
    }
}
