package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Cases of {@link ControlFlowExpansions}. */
final class ControlFlowCases {
    private static final Tensor YES = Tensor.of(new boolean[] {true});
    private static final Tensor NO = Tensor.of(new boolean[] {false});

    private ControlFlowCases() {}

    static Stream<ExpansionCase> all() {
        return Stream.of(branches(), loops(), scans()).flatMap(cases -> cases);
    }

    private static Stream<ExpansionCase> branches() {
        return Stream.of(
                branch("taken").known(YES),
                branch("not taken").known(NO),
                branch("chosen by data").input(YES),
                branch("not chosen by data").input(NO));
    }

    private static ExpansionCase branch(String note) {
        return ExpansionCase.of("If", 16)
                .note(note)
                .with("then_branch", constant(1, 2))
                .with("else_branch", constant(3, 4));
    }

    private static Attribute constant(float... values) {
        Weight weight = new Weight.Inline("w", Tensor.of(values, values.length));
        Node node = Node.of("Neg", List.of("w"), List.of("y"), Map.of());
        ValueInfo y = ValueInfo.of("y", ElementType.FLOAT, values.length);
        return new Attribute.OfGraph(
                new Graph("branch", List.of(), List.of(y), List.of(weight), List.of(node), List.of()));
    }

    private static Stream<ExpansionCase> loops() {
        return Stream.of(
                loop("with a trip count")
                        .known(Tensor.scalar(4L))
                        .known(YES)
                        .input(2, 3)
                        .outputs(2),
                loop("without a condition")
                        .known(Tensor.scalar(3L))
                        .absent()
                        .input(2, 3)
                        .outputs(2),
                loop("stopped by its condition")
                        .known(Tensor.scalar(100L))
                        .known(YES)
                        .input(2, 3)
                        .outputs(2),
                loop("without a trip count").absent().known(YES).input(2, 3).outputs(2),
                loop("never", false).known(Tensor.scalar(0L)).known(YES).input(2, 3));
    }

    private static ExpansionCase loop(String note) {
        return loop(note, true);
    }

    /** A loop whose rounds nobody can count. */
    static ExpansionCase unbounded() {
        return loop("with a trip count from data", false)
                .input(Tensor.scalar(3L))
                .known(YES)
                .input(2, 3);
    }

    /** x becomes x + sin(x·round), its half may be collected, and the seventh round is the last. */
    private static ExpansionCase loop(String note, boolean collects) {
        List<Node> nodes = List.of(
                Node.of("Cast", List.of("round"), List.of("r"), Map.of("to", Attribute.of(1))),
                Node.of("Mul", List.of("x", "r"), List.of("xr"), Map.of()),
                Node.of("Sin", List.of("xr"), List.of("s"), Map.of()),
                Node.of("Add", List.of("s", "x"), List.of("next"), Map.of()),
                Node.of("Mul", List.of("next", "half"), List.of("collected"), Map.of()),
                Node.of("Less", List.of("round", "last"), List.of("going"), Map.of()));
        List<Weight> weights =
                List.of(new Weight.Inline("half", Tensor.scalar(0.5f)), new Weight.Inline("last", Tensor.scalar(6L)));
        Graph body = new Graph(
                "body",
                List.of(
                        ValueInfo.of("round", ElementType.INT64),
                        ValueInfo.of("cond", ElementType.BOOL),
                        ValueInfo.of("x", ElementType.FLOAT, 2, 3)),
                Stream.of(
                                ValueInfo.of("going", ElementType.BOOL),
                                ValueInfo.of("next", ElementType.FLOAT, 2, 3),
                                ValueInfo.of("collected", ElementType.FLOAT, 2, 3))
                        .limit(collects ? 3 : 2)
                        .toList(),
                weights,
                nodes,
                List.of());
        return ExpansionCase.of("Loop", 16).note(note).with("body", new Attribute.OfGraph(body));
    }

    private static Stream<ExpansionCase> scans() {
        return Stream.of(
                scan("forward").input(2, 3).input(4, 2, 3),
                scan("backward").input(2, 3).input(4, 2, 3).with("scan_input_directions", Attribute.ofInts(1)),
                scan("over another axis")
                        .input(2, 3)
                        .input(2, 4, 3)
                        .with("scan_input_axes", Attribute.ofInts(1))
                        .with("scan_output_axes", Attribute.ofInts(-1)),
                scan("written backward")
                        .input(2, 3)
                        .input(4, 2, 3)
                        .with("scan_output_directions", Attribute.ofInts(1)));
    }

    /** A running sum, and its square at each step. */
    private static ExpansionCase scan(String note) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of("Add", List.of("sum", "x"), List.of("next"), Map.of()));
        nodes.add(Node.of("Mul", List.of("next", "next"), List.of("square"), Map.of()));
        Graph body = new Graph(
                "body",
                List.of(ValueInfo.of("sum", ElementType.FLOAT, 2, 3), ValueInfo.of("x", ElementType.FLOAT, 2, 3)),
                List.of(ValueInfo.of("next", ElementType.FLOAT, 2, 3), ValueInfo.of("square", ElementType.FLOAT, 2, 3)),
                List.of(),
                nodes,
                List.of());
        return ExpansionCase.of("Scan", 16)
                .note(note)
                .with("body", new Attribute.OfGraph(body))
                .with("num_scan_inputs", 1L)
                .outputs(2);
    }
}
