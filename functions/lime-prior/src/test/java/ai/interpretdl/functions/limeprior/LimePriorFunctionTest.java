package ai.interpretdl.functions.limeprior;

import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.PriorLaws;

class LimePriorFunctionTest implements PriorLaws {
    private final LimePriorFunction function = new LimePriorFunction(OnePhoto.explainer());

    @Override
    public ExplainFunction function() {
        return function;
    }
}
