package ai.interpretdl.autodiff;

/** The backward rule of an operator: from the gradient of its outputs to the gradients of its inputs. */
@FunctionalInterface
public interface Rule {
    /** Writes the gradients that are wanted and hands them to {@link Pull#give}. */
    void pull(Pull p);

    /** The gradient of an elementwise operator with one differentiable input, from x, y = f(x) and dL/dy. */
    @FunctionalInterface
    interface Unary {
        Value of(GraphBuilder g, Value x, Value y, Value dy);
    }

    /** The gradient with respect to one of two operands, from a, b, y = f(a, b) and dL/dy. Broadcast axes are summed afterwards. */
    @FunctionalInterface
    interface Binary {
        Value of(GraphBuilder g, Value a, Value b, Value y, Value dy);
    }

    static Rule unary(Unary derivative) {
        return p -> p.give(0, () -> derivative.of(p.graph(), p.in(0), p.out(0), p.dy()));
    }

    static Rule binary(Binary left, Binary right) {
        return p -> {
            p.give(0, () -> left.of(p.graph(), p.in(0), p.in(1), p.out(0), p.dy()));
            p.give(1, () -> right.of(p.graph(), p.in(0), p.in(1), p.out(0), p.dy()));
        };
    }
}
