package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Shape;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A layer's maps, weighted by the gradient averaged over each of them.
 *
 * <p>Selvaraju et al., 2017, arXiv:1610.02391, equations 1 and 2. InterpretDL averages over the channels where the paper sums, and
 * takes the gradient of the probability: {@link Channels#MEAN} and an output kind do the same.
 *
 * @param layer a value of {@code [C, h, w]}
 * @param relu whether only what speaks for the target stays
 * @param upsample whether the map is resized to the input's height and width, bilinearly
 * @param channels how the maps are joined
 */
public record GradCam(Optional<String> layer, boolean relu, boolean upsample, Channels channels)
        implements LayerAttribution {
    /** How maps are joined into one. */
    public enum Channels {
        SUM,
        MEAN
    }

    public GradCam(Optional<String> layer) {
        this(layer, true, true, Channels.SUM);
    }

    @Override
    public String name() {
        return "grad-cam";
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        Expr a = f.activation(value, x);
        Expr slope = f.gradient(x, value);
        Shape shape = a.shape();
        int[] cells = IntStream.range(1, shape.rank()).toArray();
        Expr weights = cells.length == 0 ? slope : slope.reduce("ReduceMean", true, cells);
        Expr joined = channels == Channels.SUM
                ? a.times(weights).sum(0)
                : a.times(weights).mean(0);
        Expr map = relu ? joined.relu() : joined;
        return upsample ? Upsampling.toInput(map, x) : map;
    }
}
