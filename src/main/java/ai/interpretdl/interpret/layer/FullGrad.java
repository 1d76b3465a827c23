package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Equation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.model.Bias;
import ai.interpretdl.model.Layout;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Extent;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the input and every bias add to the score, laid over each other as one map.
 *
 * <p>Srinivas and Fleuret, 2019, arXiv:1905.00780, equations 4 and 8: a network of rectifiers is {@code ∇x·x + Σ b·∂f/∂z} over the biases b
 * of all layers z. Each of these is taken without its sign, scaled to 0 … 1 (over all channels of a layer, as the authors' code does),
 * resized to the input and added up. Biases of convolutions, dense layers and batch normalisation, and whatever else a constant is added
 * to; a layer without cells has no place on the map. {@code completeness_delta} tells how much of the score these leave out. One forward and
 * one backward pass.
 *
 * @param upsampling how the maps are brought to the input's height and width
 */
public record FullGrad(Upsampling upsampling) implements Equation {
    public FullGrad {
        if (upsampling == Upsampling.NONE) {
            throw new IllegalArgumentException(
                    "upsampling is NONE; maps of several layers have one size only as the input");
        }
    }

    @Override
    public String name() {
        return "full-grad";
    }

    @Override
    public Map<String, Expr> results(Inquiry inquiry, Explained f, Expr x) {
        List<Bias> biases = inquiry.model().biases(inquiry.subject().output());
        if (x.size() != 1 || Extent.of(x.shape()).isEmpty()) {
            throw new IllegalArgumentException(
                    "full-grad needs one picture to lay its maps over; the explained inputs are " + f.names()
                            + ": name one with explain");
        }
        List<Expr> terms = terms(f, x, biases);
        Expr map = shown(terms.get(0), Layout.onPicture(x.shape(), x.shape(), List.of()), x);
        Expr total = terms.get(0).sum();
        for (int i = 0; i < biases.size(); i++) {
            Expr term = terms.get(i + 1);
            Layout layout = Maps.layout(f, x, biases.get(i).value());
            map = layout.isSpatial() ? map.plus(shown(term, layout, x)) : map;
            total = total.plus(term.sum());
        }
        return Map.of("attributions", map, "completeness_delta", total.minus(f.score(x)));
    }

    /** The input's share, then each bias's, shaped like the layer that it is added to. */
    private static List<Expr> terms(Explained f, Expr x, List<Bias> biases) {
        List<Expr> terms = new ArrayList<>(List.of(f.gradient(x).times(x)));
        List<Expr> slopes = f.gradients(x, biases.stream().map(Bias::value).toList());
        for (int i = 0; i < slopes.size(); i++) {
            terms.add(slopes.get(i).times(beside(f, biases.get(i), slopes.get(i))));
        }
        return terms;
    }

    private static Expr beside(Explained f, Bias bias, Expr slope) {
        // of halves the quotient of batch normalisation is not taken in halves
        Expr known = bias.of(f, slope.type().wider(ElementType.FLOAT)).cast(slope.type());
        Shape shape = known.shape();
        if (bias.byChannel()) {
            return Maps.besideCells(known, slope);
        }
        // a bias that names the batch axis has 1 there
        boolean batched = shape.rank() == slope.shape().rank() + 1;
        return batched ? known.reshape(shape.slice(1, shape.rank()).dims()) : known;
    }

    /** Without sign, from 0 to 1, at the input's size, over all channels. */
    private Expr shown(Expr term, Layout layout, Expr x) {
        Expr size = term.abs();
        Expr low = size.min(new int[0]);
        Expr scaled = size.minus(low).overOrZero(size.max(new int[0]).minus(low));
        return upsampling.toInput(layout.maps(scaled).sum(0), x);
    }
}
