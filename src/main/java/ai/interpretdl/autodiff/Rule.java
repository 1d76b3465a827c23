package ai.interpretdl.autodiff;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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

    /** What an operator computes, written in others. */
    @FunctionalInterface
    interface Spelling {
        Value of(GraphBuilder g, Operation operation);
    }

    /** The gradient of what an operator is spelled out as; the operator itself stays in the graph. */
    static Rule spelled(Spelling spelling) {
        return p -> {
            GraphBuilder g = p.graph();
            List<Integer> wanted = p.wanted();
            Value spelled = spelling.of(g, p.operation());
            List<Value> gradients = Backward.pull(
                    g,
                    Rules.derivative(),
                    Map.of(spelled, p.dy()),
                    wanted.stream().map(p::in).toList(),
                    p.operation().inputs());
            IntStream.range(0, wanted.size()).forEach(k -> p.give(wanted.get(k), () -> gradients.get(k)));
        };
    }
}
