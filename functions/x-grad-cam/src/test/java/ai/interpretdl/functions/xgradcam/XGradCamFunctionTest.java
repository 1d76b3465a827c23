package ai.interpretdl.functions.xgradcam;

import ai.interpretdl.functions.kit.MapLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;

class XGradCamFunctionTest implements MapLaws {
    private final XGradCamFunction function = new XGradCamFunction(OnePhoto.explainer());

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::xGradCam, output, parameters);
    }
}
