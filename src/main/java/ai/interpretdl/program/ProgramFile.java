package ai.interpretdl.program;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Program.Stage;
import ai.interpretdl.program.Program.Table;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A program as the records of a model file, and back: each stage is a node whose graph is an attribute, in a domain of our own. Written
 * with {@link ai.interpretdl.onnx.ModelWriter#referring}, its weights stay where they are.
 *
 * <p>What is fed becomes an initializer. The metadata tell the sample axis of a table, {@code [samples, …]}, and how large a step may be.
 */
public final class ProgramFile {
    private static final String DOMAIN = "ai.interpretdl";
    private static final String RUN = "Run";
    private static final String LOOP = "Loop";
    private static final String GRAPH = "graph";
    private static final String PEAK = "peak_bytes";
    private static final String AXIS = "axis";
    private static final String COUNT = "count";
    private static final String CHUNK = "chunk";
    private static final String STACKS = "stacks";
    private static final String TABLE = "table:";

    private static final String SAMPLES = "samples";

    private ProgramFile() {}

    /** @throws IllegalArgumentException when the program has no stage that runs a graph, or rows that are made */
    public static Model written(Program.Sized sized) {
        Program program = sized.program();
        Model any = firstRun(program.stages()).orElseThrow(() -> new IllegalArgumentException("nothing runs"));
        List<Weight> fed = new ArrayList<>();
        program.feeds().forEach((name, tensor) -> fed.add(new Weight.Inline(name, tensor)));
        Map<String, String> said = new HashMap<>(Map.of(SAMPLES, Long.toString(sized.samples())));
        program.tables().forEach((name, table) -> {
            fed.add(new Weight.Inline(name, held(name, table)));
            said.put(TABLE + name, table.axis().ordinal() + " " + table.axis().count());
        });
        Graph graph =
                new Graph("program", List.of(), untyped(program.outputs()), fed, nodes(program.stages()), List.of());
        Map<String, Long> opsets = new HashMap<>(any.opsets());
        opsets.put(DOMAIN, 1L);
        return new Model(any.irVersion(), any.producer(), opsets, graph, List.of(), said);
    }

    private static Tensor held(String name, Table table) {
        return table.rows()
                .held()
                .orElseThrow(() -> new IllegalArgumentException("the rows of " + name
                        + " are made when a step asks for them, so no file has them: hand them in by name"));
    }

    private static Optional<Model> firstRun(List<Stage> stages) {
        return stages.stream()
                .flatMap(stage -> stage instanceof Program.Run run
                        ? Optional.of(run.model()).stream()
                        : firstRun(((Program.Loop) stage).body()).stream())
                .findFirst();
    }

    private static List<ValueInfo> untyped(List<String> names) {
        return names.stream()
                .map(name -> new ValueInfo(name, ElementType.UNDEFINED, Optional.empty()))
                .toList();
    }

    private static List<Node> nodes(List<Stage> stages) {
        return stages.stream()
                .map(stage -> stage instanceof Program.Run run ? node(run) : node((Program.Loop) stage))
                .toList();
    }

    private static Node node(Program.Run run) {
        Graph graph = run.model().graph();
        return new Node(
                "",
                DOMAIN,
                RUN,
                "",
                List.of(),
                List.of(),
                Map.of(
                        GRAPH, Attribute.of(graph),
                        PEAK, Attribute.of(run.peakBytes())));
    }

    /** The states are the inputs of the body, what replaces them and then what is stacked its outputs. */
    private static Node node(Program.Loop loop) {
        List<ValueInfo> states = loop.states().stream()
                .map(state ->
                        ValueInfo.of(state.name(), state.type(), state.shape().dims()))
                .toList();
        List<String> results = new ArrayList<>();
        loop.states().forEach(state -> results.add(state.next()));
        loop.stacks().forEach(stack -> results.add(stack.chunk()));
        Graph body = new Graph("step", states, untyped(results), List.of(), nodes(loop.body()), List.of());
        return new Node(
                "",
                DOMAIN,
                LOOP,
                "",
                List.of(),
                List.of(),
                Map.of(
                        AXIS, Attribute.of((long) loop.axis().ordinal()),
                        COUNT, Attribute.of(loop.axis().count()),
                        CHUNK, Attribute.of(loop.chunk()),
                        STACKS,
                                new Attribute.OfStrings(loop.stacks().stream()
                                        .map(Program.Stack::name)
                                        .toList()),
                        GRAPH, Attribute.of(body)));
    }

    /** @throws IllegalArgumentException when the file holds something else */
    public static Program.Sized read(Model file) {
        Map<String, Tensor> feeds = new HashMap<>();
        Map<String, Table> tables = new HashMap<>();
        for (Weight weight : file.graph().weights()) {
            String axis = file.metadata().get(TABLE + weight.name());
            if (axis == null) {
                feeds.put(weight.name(), weight.load());
            } else {
                tables.put(weight.name(), new Table(samples(axis), TableRows.of(weight.load())));
            }
        }
        Program program = new Program(
                stages(file, file.graph()), feeds, tables, names(file.graph().outputs()));
        return new Program.Sized(program, Long.parseLong(file.metadata().getOrDefault(SAMPLES, "1")));
    }

    private static Samples samples(String axis) {
        String[] numbers = axis.split(" ", -1);
        if (numbers.length != 2) {
            throw new IllegalArgumentException("a sample axis is two numbers, not " + axis);
        }
        return new Samples(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]));
    }

    private static List<String> names(List<ValueInfo> values) {
        return values.stream().map(ValueInfo::name).toList();
    }

    private static List<Stage> stages(Model file, Graph graph) {
        return graph.nodes().stream().map(node -> stage(file, node)).toList();
    }

    private static Stage stage(Model file, Node node) {
        if (!node.domain().equals(DOMAIN) || !(node.attributes().get(GRAPH) instanceof Attribute.OfGraph graph)) {
            throw new IllegalArgumentException("no stage of a program: " + node);
        }
        return node.operator().equals(RUN) ? run(file, node, graph.value()) : loop(file, node, graph.value());
    }

    private static Program.Run run(Model file, Node node, Graph graph) {
        Map<String, Long> opsets = new HashMap<>(file.opsets());
        opsets.remove(DOMAIN);
        Model model = new Model(file.irVersion(), file.producer(), opsets, graph, List.of(), Map.of());
        return new Program.Run(model, node.integer(PEAK, 0));
    }

    private static Program.Loop loop(Model file, Node node, Graph body) {
        List<String> results = names(body.outputs());
        int carried = body.inputs().size();
        List<Program.State> states = IntStream.range(0, carried)
                .mapToObj(i -> state(body.inputs().get(i), results.get(i)))
                .toList();
        List<String> stacked =
                node.attributes().get(STACKS) instanceof Attribute.OfStrings names ? names.values() : List.of();
        List<Program.Stack> stacks = IntStream.range(0, stacked.size())
                .mapToObj(i -> new Program.Stack(stacked.get(i), results.get(carried + i)))
                .toList();
        Samples axis = new Samples((int) node.integer(AXIS, 0), node.integer(COUNT, 0));
        return new Program.Loop(axis, node.integer(CHUNK, 1), stages(file, body), states, stacks);
    }

    private static Program.State state(ValueInfo value, String next) {
        return new Program.State(value.name(), next, value.type(), value.shape());
    }
}
