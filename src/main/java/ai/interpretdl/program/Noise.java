package ai.interpretdl.program;

import ai.interpretdl.autodiff.GraphBuilder;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Random draws made in the graph by counting: a draw is a function of seed, stream, sample and element, so it depends neither on the
 * size of a step nor on the order in which steps run. Rows share their draws, so that a row's result does not depend on its place.
 *
 * <p>The function is two rounds of an affine map and a square modulo the Mersenne prime 2^31 - 1, on INT64, which every provider has.
 */
final class Noise {
    private static final long PRIME = (1L << 31) - 1;
    private static final long[] FACTORS = {1_103_515_245L, 1_812_433_253L % PRIME, 69_069L * 31_337L % PRIME};
    private static final long[] SHIFTS = {12_345L, 1_013_904_223L, 362_437_069L};

    private final Trace trace;
    private final GraphBuilder g;
    private final Part seed;

    /** @param seed INT64 {@code []}; where it varies with samples, so do the draws */
    Noise(Trace trace, Part seed) {
        this.trace = trace;
        this.g = trace.graph();
        this.seed = seed;
    }

    /** Independent draws from [0, 1), one for each element of each sample. */
    Part uniform(Samples axis, Shape dims) {
        return draws(axis, fractions(axis, dims.size(), trace.nextStream()), dims);
    }

    /** Independent standard normal draws by Box and Muller, both halves used. */
    Part gaussian(Samples axis, Shape dims) {
        long half = (dims.size() + 1) / 2;
        Value radius = g.sqrt(g.mul(g.log(fractions(axis, half, trace.nextStream())), -2));
        Value angle = g.mul(fractions(axis, half, trace.nextStream()), 2 * Math.PI);
        int last = radius.rank() - 1;
        Value both = g.concat(last, List.of(g.mul(radius, g.cos(angle)), g.mul(radius, g.sin(angle))));
        return draws(axis, g.slice(both, last, 0, dims.size()), dims);
    }

    private Part draws(Samples axis, Value flat, Shape dims) {
        return new Part(g.reshape(flat, lead(axis).concat(dims)), axes(axis), false);
    }

    private Shape lead(Samples axis) {
        return Shape.of(axes(axis).stream().mapToLong(trace::chunk).toArray());
    }

    /** What draws for the samples of an axis vary with: that, and the seed's own. */
    private List<Samples> axes(Samples axis) {
        return Part.union(List.of(seed, numbers(axis)));
    }

    private Part numbers(Samples axis) {
        return new Part(trace.index(axis), List.of(axis), false);
    }

    /** Numbers strictly between 0 and 1, FLOAT [S…, count]. */
    private Value fractions(Samples axis, long count, int stream) {
        Value start = g.constant(Tensor.scalar((stream + 1) * 2_654_435_761L % PRIME));
        Value ofRun = scramble(g.op("Add", trace.aligned(seed, axes(axis), false, 1), start));
        Value sample = trace.aligned(numbers(axis), axes(axis), false, 1);
        Value ofSample = scramble(g.op("Add", ofRun, times(sample, 1_566_083_941L)));
        Value elements = times(g.range(count), 741_103_597L);
        Value draws = scramble(g.op("Add", ofSample, elements));
        Value whole = g.reshape(draws, lead(axis).concat(Shape.of(count)));
        return g.mul(g.add(g.cast(whole, ElementType.FLOAT), 0.5), 1.0 / PRIME);
    }

    private Value scramble(Value x) {
        Value mixed = affine(modulo(x), 0);
        mixed = affine(modulo(g.op("Mul", mixed, mixed)), 1);
        return affine(modulo(g.op("Mul", mixed, mixed)), 2);
    }

    private Value affine(Value x, int round) {
        return modulo(g.op("Add", g.op("Mul", x, integer(FACTORS[round])), integer(SHIFTS[round])));
    }

    private Value times(Value x, long factor) {
        return modulo(g.op("Mul", modulo(x), integer(factor)));
    }

    private Value modulo(Value x) {
        return g.op("Mod", Map.of("fmod", Attribute.of(0L)), x, integer(PRIME));
    }

    private Value integer(long number) {
        return g.constant(Tensor.scalar(number));
    }
}
