package ai.interpretdl.functions.layerconductance;

import ai.interpretdl.functions.kit.AdditiveLayerLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;

class LayerConductanceFunctionTest implements AdditiveLayerLaws {
    private final LayerConductanceFunction function = new LayerConductanceFunction(OnePhoto.explainer());

    /** The sum over steps is an integral only in the limit. */
    @Override
    public double missed() {
        return 1e-2;
    }

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::layerConductance, output, parameters);
    }
}
