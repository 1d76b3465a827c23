package ai.interpretdl.functions.ablationcam;

import ai.interpretdl.functions.kit.MapLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;

class AblationCamFunctionTest implements MapLaws {
    private final AblationCamFunction function = new AblationCamFunction(OnePhoto.explainer());

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::ablationCam, output, parameters);
    }
}
