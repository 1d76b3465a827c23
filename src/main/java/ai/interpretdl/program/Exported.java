package ai.interpretdl.program;

import ai.interpretdl.autodiff.Captures;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A program as one ordinary model, which any runtime of ONNX runs without this library: each loop is a {@code Scan} over its steps, whose
 * states are the loop's sums. Weights stand in the body that uses them; captured from around it they are neither folded nor packed.
 *
 * <p>A graph input with a default would be the natural form of a target or a seed, but ONNX Runtime's Java interface can neither leave such an
 * input out nor feed it. So inputs have none, and what is not asked for as an input is a constant.
 */
final class Exported {
    private static final String SEED = "seed";

    private final Program program;
    private int graphs;

    private Exported(Program program) {
        this.program = program;
    }

    /**
     * @param program with all its feeds
     * @param free the feeds that become inputs
     */
    static Model of(Program program, Collection<String> free) {
        return new Exported(program).model(free);
    }

    private Model model(Collection<String> free) {
        GraphScope outer = new GraphScope();
        List<ValueInfo> inputs = new ArrayList<>();
        List<Model> all = new ArrayList<>();
        write(program.stages(), outer, all);
        Set<String> read = all.stream()
                .flatMap(model -> model.graph().inputs().stream())
                .map(ValueInfo::name)
                .collect(Collectors.toSet());
        Map<String, Tensor> fed = new TreeMap<>(program.feeds());
        fed.put(SEED, Tensor.scalar(0L));
        fed.keySet().retainAll(read);
        fed.forEach((name, tensor) -> {
            if (name.equals(SEED) || free.contains(name)) {
                inputs.add(ValueInfo.of(name, tensor.type(), tensor.shape().dims()));
            } else {
                outer.weight(name, tensor);
            }
        });
        Model any = all.get(0);
        Graph graph = outer.graph("explanation", inputs, program.outputs());
        return new Model(any.irVersion(), any.producer(), any.opsets(), graph, List.of(), Map.of());
    }

    private void write(List<Program.Stage> stages, GraphScope scope, List<Model> all) {
        for (Program.Stage stage : stages) {
            if (stage instanceof Program.Run run) {
                all.add(run.model());
                inline(run.model().graph(), scope);
            } else {
                scan((Program.Loop) stage, scope, all);
            }
        }
    }

    /** The nodes of a graph, whose inner names become its own. */
    private void inline(Graph graph, GraphScope scope) {
        String prefix = graphs++ + ".";
        Map<String, String> names = new HashMap<>();
        graph.weights().forEach(weight -> names.put(weight.name(), prefix + weight.name()));
        graph.nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .filter(name -> !name.isEmpty())
                .forEach(name -> names.put(name, prefix + name));
        graph.outputs().forEach(output -> {
            names.put(output.name(), output.name());
            scope.add(output);
        });
        graph.inputs().forEach(input -> names.put(input.name(), scope.name(input.name())));
        graph.weights().forEach(weight -> scope.add(weight.withName(prefix + weight.name())));
        graph.nodes().forEach(node -> scope.add(renamed(node, names, prefix)));
    }

    private static Node renamed(Node node, Map<String, String> names, String prefix) {
        Node inner = node.withGraphs(body -> Captures.rename(body, names));
        return new Node(
                node.name().isEmpty() ? "" : prefix + node.name(),
                node.domain(),
                node.operator(),
                node.overload(),
                node.inputs().stream()
                        .map(name -> names.getOrDefault(name, name))
                        .toList(),
                node.outputs().stream()
                        .map(name -> names.getOrDefault(name, name))
                        .toList(),
                inner.attributes());
    }

    private void scan(Program.Loop loop, GraphScope scope, List<Model> all) {
        int number = graphs++;
        long steps = loop.steps();
        GraphScope body = new GraphScope(scope);
        List<ValueInfo> inputs = new ArrayList<>();
        List<String> fed = new ArrayList<>();
        for (Program.State state : loop.states()) {
            String own = number + ".state." + state.name();
            body.rename(state.name(), own);
            inputs.add(ValueInfo.of(own, state.type(), state.shape().dims()));
            fed.add(zeros(scope, number + ".zeros." + state.name(), state));
        }
        samples(loop, steps).forEach((name, tensor) -> {
            String own = number + "." + name;
            body.rename(name, own);
            inputs.add(ValueInfo.of(
                    own, tensor.type(), withoutFirst(tensor.shape()).dims()));
            scope.weight(own + ".all", tensor);
            fed.add(own + ".all");
        });
        write(loop.body(), body, all);
        List<String> results =
                new ArrayList<>(loop.states().stream().map(Program.State::next).toList());
        List<String> outputs =
                new ArrayList<>(loop.states().stream().map(Program.State::name).toList());
        for (Program.Stack stack : loop.stacks()) {
            results.add(stack.chunk());
            outputs.add(number + ".steps." + stack.name());
        }
        Graph graph = body.graph("step" + number, inputs, results);
        scope.add(new Node(
                number + ".loop",
                "",
                "Scan",
                "",
                fed,
                outputs,
                Map.of(
                        "body", Attribute.of(graph),
                        "num_scan_inputs",
                                Attribute.of((long) fed.size() - loop.states().size()))));
        loop.stacks().forEach(stack -> stacked(loop, stack, steps, body, scope, number));
        String count = "count." + loop.axis().ordinal();
        scope.rename(count, number + "." + count);
        scope.weight(number + "." + count, Tensor.scalar((float) loop.axis().count()));
    }

    private static Shape withoutFirst(Shape shape) {
        return shape.slice(1, shape.rank());
    }

    private static String zeros(GraphScope scope, String name, Program.State state) {
        scope.weight(
                name + ".shape", Tensor.of(state.shape().dims(), state.shape().rank()));
        int bytes = Math.toIntExact(state.type().bytes(1));
        Tensor zero = Tensor.of(state.type(), Shape.of(1), ByteBuffer.allocateDirect(bytes));
        scope.add(Node.of(
                "ConstantOfShape", List.of(name + ".shape"), List.of(name), Map.of("value", Attribute.of(zero))));
        return name;
    }

    /** Numbers, weights and table rows of all steps, {@code [steps, chunk, …]}. */
    private Map<String, Tensor> samples(Program.Loop loop, long steps) {
        int ordinal = loop.axis().ordinal();
        long end = steps * loop.chunk();
        long[] index = loop.samples(0, end);
        float[] weight = loop.weights(0, end);
        Map<String, Tensor> samples = new HashMap<>();
        samples.put("index." + ordinal, Tensor.of(index, steps, loop.chunk()));
        samples.put("weight." + ordinal, Tensor.of(weight, steps, loop.chunk()));
        program.tables().forEach((name, table) -> {
            if (table.axis().ordinal() == ordinal) {
                Tensor rows = table.rows().of(index);
                Shape chunks = Shape.of(steps, loop.chunk()).concat(withoutFirst(rows.shape()));
                samples.put(name, rows.reshape(chunks.dims()));
            }
        });
        return samples;
    }

    /** What the steps wrote, {@code [steps, chunk, …]}, as the samples one behind the other. */
    private static void stacked(
            Program.Loop loop, Program.Stack stack, long steps, GraphScope body, GraphScope scope, int number) {
        long[] dims = body.known(stack.chunk()).shape().dims();
        dims[0] = steps * loop.chunk();
        String all = number + ".all." + stack.name();
        scope.weight(all + ".shape", Tensor.of(dims, dims.length));
        scope.add(
                Node.of("Reshape", List.of(number + ".steps." + stack.name(), all + ".shape"), List.of(all), Map.of()));
        scope.weight(all + ".first", Tensor.of(new long[] {0}, 1));
        scope.weight(all + ".count", Tensor.of(new long[] {loop.axis().count()}, 1));
        scope.add(Node.of(
                "Slice",
                List.of(all, all + ".first", all + ".count", all + ".first"),
                List.of(stack.name()),
                Map.of()));
    }
}
