package ai.interpretdl.interpret.layer;

import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;

/**
 * A layer's maps, weighted by how much the score drops when each is switched off.
 *
 * <p>Ramaswamy and Desai, 2020, WACV, equation 3: {@code w = (y − y_k) / y}. We divide by |y|, so that a map that speaks for a class with
 * a negative score still counts as speaking for it. Needs no gradient: a pass from the layer on for each channel, in one program.
 *
 * @param view layer and form of the map
 */
public record AblationCam(MapView view) implements ClassActivationMap {
    @Override
    public String name() {
        return "ablation-cam";
    }

    @Override
    public Expr map(Maps maps) {
        Explained f = maps.f();
        Samples k = f.samples(maps.channels());
        Expr own = maps.own();
        Expr off = f.range(maps.channels()).equalTo(f.index(k)).reshape(alongChannels(maps));
        Expr without = f.above(maps.value()).score(off.where(own.zeros(), own)).stack(k);
        Expr y = f.score(maps.x());
        Expr weights = y.minus(without).overOrZero(y.abs());
        Expr a = maps.activation();
        return a.times(Maps.besideCells(weights, a)).sum(0);
    }

    private static long[] alongChannels(Maps maps) {
        long[] dims = new long[maps.own().shape().rank()];
        java.util.Arrays.fill(dims, 1);
        dims[maps.layout().channelAxis()] = maps.channels();
        return dims;
    }
}
