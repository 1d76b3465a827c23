package ai.interpretdl.functions.layerintegratedgradients;

import ai.interpretdl.functions.kit.AdditiveLayerLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;

class LayerIntegratedGradientsFunctionTest implements AdditiveLayerLaws {
    private final LayerIntegratedGradientsFunction function =
            new LayerIntegratedGradientsFunction(OnePhoto.explainer());

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::layerIntegratedGradients, output, parameters);
    }
}
