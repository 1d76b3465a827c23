package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The arithmetic of a graph under construction, one method an operator: sums over axes, and all that {@link Elementwise} has. */
public abstract class Arithmetic extends Elementwise {
    /** The domain of reductions over samples, which a program turns into loops. */
    public static final String LOOP_DOMAIN = "loop";

    public Value matmul(Value a, Value b) {
        return op("MatMul", a, b);
    }

    /** Sums over axes, which stay with length 1 when {@code keep}. */
    public Value sum(Value x, boolean keep, int... axes) {
        return reduce("ReduceSum", x, keep, axes);
    }

    public Value mean(Value x, boolean keep, int... axes) {
        return reduce("ReduceMean", x, keep, axes);
    }

    /** Any reduction; nothing to do over no axes. */
    public Value reduce(String operator, Value x, boolean keep, int... axes) {
        if (axes.length == 0) {
            return x;
        }
        long[] list =
                Arrays.stream(axes).mapToLong(a -> a < 0 ? a + x.rank() : a).toArray();
        return op(operator, Map.of("keepdims", Attribute.of(keep ? 1L : 0L)), x, ints(list));
    }

    /** Sums whatever was broadcast from {@code shape}: the transpose of broadcasting. */
    public Value sumTo(Value x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        if (x.shape().size() == shape.size()) {
            return reshape(x, shape);
        }
        int lead = x.rank() - shape.rank();
        int[] axes = IntStream.range(0, x.rank())
                .filter(i -> i < lead || (shape.dim(i - lead) == 1 && x.dim(i) != 1))
                .toArray();
        return reshape(sum(x, false, axes), shape);
    }

    /** A longer index list as the axes it leaves out. */
    public static int[] axesBut(int rank, int... kept) {
        List<Integer> axes = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            int axis = i;
            if (Arrays.stream(kept).noneMatch(k -> (k < 0 ? k + rank : k) == axis)) {
                axes.add(i);
            }
        }
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }
}
