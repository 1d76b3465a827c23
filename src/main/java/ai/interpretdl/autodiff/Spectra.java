package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Fourier transforms: linear, so one run on unit vectors tells their matrix. */
final class Spectra {
    static final Map<String, Rule> TABLE = Map.of(
            "DFT", Rule.unary((g, x, y, dy) -> dft(g, x, y, dy)), //
            "STFT", Rule.spelled(Spectra::stft));

    private Spectra() {}

    /** dx = F·dy over real and imaginary parts; a product with a matrix, as the transposed transform is no DFT of the same length. */
    private static Value dft(GraphBuilder g, Value x, Value y, Value dy) {
        Operation o = y.operation().orElseThrow();
        int axis = axis(o, x.rank());
        int last = x.rank() - 1;
        long before = x.dim(axis) * x.dim(last);
        Tensor matrix = matrix(g, o, axis).reshape(before, y.dim(axis) * y.dim(last));
        Value m = g.cast(g.constant(matrix), dy.type());
        int[] moved = IntStream.concat(
                        IntStream.range(0, x.rank()).filter(i -> i != axis && i != last), IntStream.of(axis, last))
                .toArray();
        int[] back = new int[x.rank()];
        IntStream.range(0, back.length).forEach(i -> back[moved[i]] = i);
        Shape rows = Shape.of(x.shape().size() / before);
        Value flat = g.reshape(g.transpose(dy, moved), rows.concat(Shape.of(y.dim(axis) * y.dim(last))));
        Value product = g.matmul(flat, g.transpose(m, 1, 0));
        long[] dims = IntStream.of(moved).mapToLong(x::dim).toArray();
        return g.transpose(g.reshape(product, dims), back);
    }

    private static int axis(Operation o, int rank) {
        int axis = (int) (o.has(2) ? o.known(2).longs()[0] : o.integer("axis", 1));
        return axis < 0 ? axis + rank : axis;
    }

    /** The spectra of unit vectors, real ones first where there are imaginary ones. */
    private static Tensor matrix(GraphBuilder g, Operation o, int axis) {
        Value x = o.input(0);
        long length = x.dim(axis);
        long parts = x.dim(-1);
        Value units = g.constant(AxisMap.identity(x.type(), length * parts).reshape(length * parts, length, parts));
        Map<String, Attribute> attributes = new HashMap<>(o.attributes());
        attributes.put("axis", Attribute.of(1));
        return g.evaluate("DFT", attributes, units, o.input(1));
    }

    /** Windowed pieces of the signal [N, L, 1 or 2] and their spectra, [N, pieces, frequencies, 2]. */
    static Value stft(GraphBuilder g, Operation o) {
        Value signal = o.input(0);
        long parts = signal.rank() == 3 ? signal.dim(2) : 1;
        long step = o.known(1).longs()[0];
        long length = o.has(3) ? o.known(3).longs()[0] : o.input(2).dim(0);
        long pieces = o.output(0).dim(1);
        long[] places = LongStream.range(0, pieces)
                .flatMap(piece -> LongStream.range(0, length).map(i -> piece * step + i))
                .toArray();
        Value cut = g.gather(g.reshape(signal, signal.dim(0), signal.dim(1), parts), g.ints(places), 1);
        Value framed = g.reshape(cut, signal.dim(0), pieces, length, parts);
        Value windowed = o.has(2) ? g.mul(framed, g.reshape(o.input(2), length, 1)) : framed;
        long onesided = o.integer("onesided", 1);
        return g.op("DFT", Map.of("axis", Attribute.of(2), "onesided", Attribute.of(onesided)), windowed);
    }
}
