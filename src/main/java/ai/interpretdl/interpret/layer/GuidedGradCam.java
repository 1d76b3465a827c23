package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Extent;
import java.util.Map;
import java.util.Optional;

/**
 * Guided backpropagation, where GradCAM's map is: fine lines of the right object.
 *
 * <p>Selvaraju et al., 2017, arXiv:1610.02391, section 3.2. One forward and two backward passes.
 *
 * @param layer the value whose maps are joined; the model's default when empty
 * @param upsampling how the map is brought to the input's height and width
 */
public record GuidedGradCam(Optional<String> layer, Upsampling upsampling) implements LayerAttribution {
    @Override
    public String name() {
        return "guided-grad-cam";
    }

    @Override
    public Map<String, Expr> named(Inquiry inquiry, Expr attributions) {
        return inquiry.named(attributions);
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        Expr lines = new GuidedBackprop().attribute(f, x);
        Expr map = new GradCam(new MapView(layer, true, Upsampling.NONE)).attribute(f, x, value);
        return x.each(i -> {
            Expr there = upsampling.toInput(map, x.get(i));
            return lines.get(i).times(Extent.beside(there, x.get(i)));
        });
    }
}
