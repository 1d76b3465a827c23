package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Tensor;
import java.util.Collection;
import java.util.Iterator;

/** Equal up to rounding. */
final class Close {
    private Close() {}

    static boolean all(Collection<Tensor> some, Collection<Tensor> others, double tolerance) {
        Iterator<Tensor> other = others.iterator();
        return some.size() == others.size() && some.stream().allMatch(tensor -> are(tensor, other.next(), tolerance));
    }

    /** @param tolerance absolute for numbers up to 1, relative beyond */
    static boolean are(Tensor a, Tensor b, double tolerance) {
        if (a.type() != b.type() || !a.shape().equals(b.shape())) {
            return false;
        }
        if (!a.type().isFloating()) {
            return a.equals(b);
        }
        double[] x = a.doubles();
        double[] y = b.doubles();
        for (int i = 0; i < x.length; i++) {
            boolean same = Double.compare(x[i], y[i]) == 0;
            if (!same && !(Math.abs(x[i] - y[i]) <= tolerance * Math.max(1, Math.abs(x[i])))) {
                return false;
            }
        }
        return true;
    }
}
