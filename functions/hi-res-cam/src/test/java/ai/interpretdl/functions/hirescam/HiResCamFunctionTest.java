package ai.interpretdl.functions.hirescam;

import ai.interpretdl.functions.kit.MapLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;

class HiResCamFunctionTest implements MapLaws {
    private final HiResCamFunction function = new HiResCamFunction(OnePhoto.explainer());

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::hiResCam, output, parameters);
    }
}
