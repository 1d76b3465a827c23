package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.ElementType;
import java.util.Optional;

/**
 * What flows through each element of a layer while the input moves in a straight line from a baseline.
 *
 * <p>Dhamdhere et al., 2018, arXiv:1805.12233, equation 3: over equal steps, the gradient in the middle of a step times how much the layer
 * changes from its start to its end. (Captum takes the gradient at the start, whose error falls with the number of steps, not with its
 * square.) Of a layer that everything passes, the attributions sum to the difference of scores. A forward and a backward pass a step, and
 * two forward passes up to the layer.
 *
 * @param layer the value; the model's default when empty
 * @param baseline where the line starts; over several the result is averaged
 * @param steps number of steps
 */
public record LayerConductance(Optional<String> layer, Baseline baseline, int steps) implements LayerAttribution {
    public LayerConductance {
        Require.positive(steps, "steps");
    }

    @Override
    public String name() {
        return "layer-conductance";
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        Baseline.Start start = baseline.of(f, x);
        Samples i = f.samples(steps);
        Expr step = f.index(i).cast(ElementType.FLOAT);
        Expr from = at(start.value(), x, step);
        Expr middle = at(start.value(), x, step.plus(0.5));
        Expr to = at(start.value(), x, step.plus(1));
        Expr change = f.activation(value, to).minus(f.activation(value, from));
        return start.mean(f.gradient(middle, value).times(change).sum(i));
    }

    private Expr at(Expr start, Expr x, Expr step) {
        return start.plus(x.minus(start).times(step.over(steps)));
    }

    @Override
    public Optional<Baseline> completeFrom() {
        return Optional.of(baseline);
    }
}
