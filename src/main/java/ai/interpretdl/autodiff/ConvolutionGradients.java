package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Shape;
import java.util.Map;

/** Convolutions: each is the derivative of the others, see {@link Convolution}. */
final class ConvolutionGradients {
    static final Map<String, Rule> TABLE =
            Map.of("Conv", p -> conv(p, Convolution::wide), "ConvTranspose", ConvolutionGradients::convTranspose);

    /** On the CPU a dense Conv with a turned kernel is up to twice as fast as the ConvTranspose, and stays in the blocked layout. */
    static final Rule CONV_ON_CPU = p -> conv(p, ConvolutionGradients::wideOnCpu);

    private ConvolutionGradients() {}

    @FunctionalInterface
    private interface Wide {
        Value of(Convolution c, GraphBuilder g, Value narrow, Value w, Shape lengths);
    }

    /** Y = W ∗ X + b: dX = Wᵀ ∗ dY, dW = dY ⋆ X, db = Σ dY. */
    private static void conv(Pull p, Wide wide) {
        GraphBuilder g = p.graph();
        Convolution c = Convolution.of(p.operation());
        p.give(0, () -> wide.of(c, g, p.dy(), p.in(1), spatial(p.in(0))));
        p.give(1, () -> c.weights(g, p.in(0), p.dy()));
        p.give(2, () -> perChannel(g, p.dy()));
    }

    /** Y = Wᵀ ∗ X + b: dX = W ∗ dY, dW = X ⋆ dY, db = Σ dY. */
    private static void convTranspose(Pull p) {
        GraphBuilder g = p.graph();
        Convolution c = Convolution.ofTransposed(p.operation(), p.out(0).shape());
        p.give(0, () -> c.narrow(g, p.dy(), p.in(1), spatial(p.in(0))));
        p.give(1, () -> c.weights(g, p.dy(), p.in(0)));
        p.give(2, () -> perChannel(g, p.dy()));
    }

    private static Value wideOnCpu(Convolution c, GraphBuilder g, Value narrow, Value w, Shape lengths) {
        return c.isDense() ? c.wideByTurning(g, narrow, w, lengths) : c.wide(g, narrow, w, lengths);
    }

    private static Value perChannel(GraphBuilder g, Value dy) {
        return g.sum(dy, false, Arithmetic.axesBut(dy.rank(), 1));
    }

    private static Shape spatial(Value x) {
        return x.shape().slice(2, x.rank());
    }
}
