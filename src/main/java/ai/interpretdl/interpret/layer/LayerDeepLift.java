package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * DeepLIFT from a layer on: how much each element's difference from what it is at a baseline adds to the score's.
 *
 * <p>Shrikumar et al., 2017, arXiv:1704.02685, the Rescale rule, at an inner value. Of a layer that everything passes, the attributions sum
 * to the difference of scores. Two forward passes and one backward pass down to the layer.
 *
 * @param layer the value; the model's default when empty
 * @param baseline an input; over several the result is averaged
 */
public record LayerDeepLift(Optional<String> layer, Baseline baseline) implements LayerAttribution {
    @Override
    public String name() {
        return "layer-deep-lift";
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        return new DeepLift(baseline.at(f, x, value)).attribute(f.above(value), f.activation(value, x));
    }

    @Override
    public Optional<Baseline> completeFrom() {
        return Optional.of(baseline);
    }
}
