package ai.interpretdl.functions.layerdeeplift;

import ai.interpretdl.functions.kit.AdditiveLayerLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;

class LayerDeepLiftFunctionTest implements AdditiveLayerLaws {
    private final LayerDeepLiftFunction function = new LayerDeepLiftFunction(OnePhoto.explainer());

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::layerDeepLift, output, parameters);
    }
}
