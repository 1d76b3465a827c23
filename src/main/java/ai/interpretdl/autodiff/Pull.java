package ai.interpretdl.autodiff;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What a {@link Rule} sees of one operation on the way back: inputs, outputs, and the gradient that arrived. */
public final class Pull {
    private final GraphBuilder graph;
    private final Operation operation;
    private final Map<Value, Value> gradients;
    private final Predicate<Value> wanted;
    private final Backward walk;

    Pull(GraphBuilder graph, Operation operation, Map<Value, Value> gradients, Predicate<Value> wanted, Backward walk) {
        this.graph = graph;
        this.operation = operation;
        this.gradients = gradients;
        this.wanted = wanted;
        this.walk = walk;
    }

    public GraphBuilder graph() {
        return graph;
    }

    public Operation operation() {
        return operation;
    }

    /** Input {@code index} of the operation. */
    public Value in(int index) {
        return operation.input(index);
    }

    /** Output {@code index} of the operation. */
    public Value out(int index) {
        return operation.output(index);
    }

    /** The gradient of the first output, zeros where nothing arrived. */
    public Value dy() {
        return dy(0);
    }

    public Value dy(int index) {
        return arrived(index).orElseGet(() -> graph.zeros(out(index)));
    }

    public Optional<Value> arrived(int index) {
        return Optional.ofNullable(gradients.get(out(index)));
    }

    /** Whether anybody asks for the gradient of that input. */
    public boolean wants(int index) {
        return !in(index).isAbsent() && wanted.test(in(index));
    }

    /** The inputs whose gradient somebody asks for, each value at the first place where it stands. */
    List<Integer> wanted() {
        List<Value> inputs = operation.inputs();
        return IntStream.range(0, inputs.size())
                .filter(i -> wants(i) && inputs.indexOf(in(i)) == i)
                .boxed()
                .toList();
    }

    /** Hands over the gradient of an input, computed only when it is wanted; broadcast axes are summed. */
    public void give(int index, Supplier<Value> gradient) {
        if (wants(index)) {
            walk.add(in(index), graph.sumTo(gradient.get(), in(index).shape()));
        }
    }
}
