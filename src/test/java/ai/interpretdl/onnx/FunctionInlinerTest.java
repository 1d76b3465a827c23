package ai.interpretdl.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A model computes the same after its functions have been written out; ONNX Runtime knows functions and is the judge. */
class FunctionInlinerTest {
    private static final String OURS = "our.domain";
    private static final Map<String, Tensor> INPUTS =
            Map.of("x", Tensor.of(new float[] {-1, 2, -3, 4}, 2, 2), "c", Tensor.of(new boolean[] {true}));

    @Test
    void attributesOfTheCallerCountBeforeDefaults() throws OrtException {
        Function leaky = new Function(
                OURS,
                "Leaky",
                "",
                List.of("a"),
                List.of("b"),
                List.of(),
                Map.of("slope", Attribute.of(.5f)),
                opset(18),
                List.of(Node.of(
                        "LeakyRelu",
                        List.of("a"),
                        List.of("b"),
                        Map.of("alpha", new Attribute.Reference("slope", 1)))));
        assertSame(
                List.of(leaky),
                call("Leaky", List.of("x"), List.of("h"), Map.of()),
                call("Leaky", List.of("h"), List.of("y"), Map.of("slope", Attribute.of(3f))));
    }

    @Test
    void attributesThatNobodyGivesAreLeftOut() throws OrtException {
        Function elu = new Function(
                OURS,
                "MyElu",
                "",
                List.of("a"),
                List.of("b"),
                List.of("alpha"),
                Map.of(),
                opset(18),
                List.of(Node.of(
                        "Elu", List.of("a"), List.of("b"), Map.of("alpha", new Attribute.Reference("alpha", 1)))));
        Model inlined = inlined(List.of(elu), call("MyElu", List.of("x"), List.of("y"), Map.of()));
        assertThat(inlined.graph().nodes())
                .singleElement()
                .matches(node -> node.attributes().isEmpty());
    }

    @Test
    void optionalInputsAndOutputsMayBeLeftOut() throws OrtException {
        Function clip = function(
                "Both",
                List.of("a", "low", "high"),
                List.of("clipped", "negative"),
                node("Clip", List.of("a", "low", "high"), "clipped"),
                node("Neg", List.of("a"), "negative"));
        assertSame(
                List.of(clip),
                node("ReduceMean", List.of("x"), "m"),
                node("Squeeze", List.of("m"), "s"),
                call("Both", List.of("x", "", "s"), List.of("h", "unused"), Map.of()),
                call("Both", List.of("h", "s"), List.of("", "y"), Map.of()));
    }

    /** ONNX Runtime refuses such functions, so this one is written out by hand: y = (-x - x) + 0 + 0. */
    @Test
    void valuesThatAreOnlyPassedOnAreCopied() throws OrtException {
        Function swap =
                function("Swap", List.of("a", "b"), List.of("b", "a", "c", "c"), node("Add", List.of("a", "b"), "c"));
        Model inlined = inlined(
                List.of(swap),
                node("Neg", List.of("x"), "n"),
                call("Swap", List.of("x", "n"), List.of("p", "q", "r", "s"), Map.of()),
                node("Sub", List.of("p", "q"), "t"),
                node("Sum", List.of("t", "r", "s"), "y"));
        Model expected = model(List.of(), node("Neg", List.of("x"), "n"), node("Add", List.of("n", "n"), "y"));
        assertThat(Ort.run(inlined, INPUTS)).isEqualTo(Ort.run(expected, INPUTS));
    }

    @Test
    void functionsCallFunctionsAndNamesDoNotClash() throws OrtException {
        Function inner = function(
                "Inner", List.of("x"), List.of("y"), node("Exp", List.of("x"), "t"), node("Neg", List.of("t"), "y"));
        Function outer = function(
                "Outer",
                List.of("x"),
                List.of("y"),
                call("Inner", List.of("x"), List.of("t"), Map.of()),
                node("Add", List.of("t", "x"), "u"),
                call("Inner", List.of("u"), List.of("y"), Map.of()));
        assertSame(
                List.of(inner, outer),
                call("Outer", List.of("x"), List.of("t"), Map.of()),
                call("Outer", List.of("t"), List.of("Inner/t"), Map.of()),
                node("Identity", List.of("Inner/t"), "y"));
    }

    @Test
    void bodiesOfControlFlowSeeTheValuesAroundThem() throws OrtException {
        Function choose = function(
                "Choose",
                List.of("c", "x"),
                List.of("y"),
                node("Neg", List.of("x"), "n"),
                choice(branch(node("Add", List.of("x", "n"), "y")), branch(node("Mul", List.of("x", "n"), "y"))));
        assertSame(
                List.of(choose),
                node("Exp", List.of("x"), "n"),
                node("Not", List.of("c"), "d"),
                call("Choose", List.of("c", "n"), List.of("p"), Map.of()),
                call("Choose", List.of("d", "p"), List.of("y"), Map.of()));
    }

    @Test
    void callsWithinBodiesAreInlined() throws OrtException {
        Function twice = function("Twice", List.of("a"), List.of("b"), node("Add", List.of("a", "a"), "b"));
        assertSame(
                List.of(twice),
                choice(
                        branch(call("Twice", List.of("x"), List.of("y"), Map.of())),
                        branch(node("Neg", List.of("x"), "y"))));
    }

    /** A body that the caller hands in speaks of the caller's values, whatever these are called inside the function. */
    @Test
    void graphsOfTheCallerKeepItsNames() throws OrtException {
        Node inside = Node.of(
                "If",
                List.of("c"),
                List.of("y"),
                Map.of(
                        "then_branch",
                        new Attribute.Reference("body", 5),
                        "else_branch",
                        Attribute.of(branch(node("Neg", List.of("x"), "z")))));
        Function apply = new Function(
                OURS,
                "Apply",
                "",
                List.of("c", "x"),
                List.of("y"),
                List.of("body"),
                Map.of(),
                opset(18),
                List.of(inside));
        Graph body = branch(node("Exp", List.of("x"), "w"));
        Model inlined = inlined(
                List.of(apply),
                node("Abs", List.of("x"), "a"),
                call("Apply", List.of("c", "a"), List.of("y"), Map.of("body", Attribute.of(body))));
        assertThat(Ort.run(inlined, INPUTS))
                .isEqualTo(Ort.run(model(List.of(), node("Exp", List.of("x"), "y")), INPUTS));
    }

    @Test
    void functionsOfOtherOperatorSetsAreLifted() throws OrtException {
        Function mean = new Function(
                OURS,
                "Mean",
                "",
                List.of("a"),
                List.of("b"),
                List.of("axes"),
                Map.of(),
                opset(15),
                List.of(Node.of(
                        "ReduceMean", List.of("a"), List.of("b"), Map.of("axes", new Attribute.Reference("axes", 7)))));
        Model inlined =
                inlined(List.of(mean), call("Mean", List.of("x"), List.of("y"), Map.of("axes", Attribute.ofInts(1))));
        assertThat(inlined.opset("")).hasValue(18);
        assertThat(Ort.run(inlined, INPUTS).get("y")).isEqualTo(Tensor.of(new float[] {.5f, .5f}, 2, 1));
    }

    @Test
    void circlesAndExplosionsAreRefused() {
        Function self =
                function("Self", List.of("a"), List.of("b"), call("Self", List.of("a"), List.of("b"), Map.of()));
        Model circle = model(List.of(self), call("Self", List.of("x"), List.of("y"), Map.of()));
        assertThatThrownBy(() -> FunctionInliner.inline(circle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("circle");
        List<Function> doubling = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String next = i == 59 ? "Last" : "F" + (i + 1);
            doubling.add(function(
                    "F" + i,
                    List.of("a"),
                    List.of("c"),
                    call(next, List.of("a"), List.of("b"), Map.of()),
                    call(next, List.of("b"), List.of("c"), Map.of())));
        }
        Model explosion = model(doubling, call("F0", List.of("x"), List.of("y"), Map.of()));
        assertThatThrownBy(() -> FunctionInliner.inline(explosion))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("200000 nodes");
    }

    private static void assertSame(List<Function> functions, Node... nodes) throws OrtException {
        Model inlined = inlined(functions, nodes);
        assertThat(Ort.run(inlined, INPUTS)).isEqualTo(Ort.run(model(functions, nodes), INPUTS));
    }

    private static Model inlined(List<Function> functions, Node... nodes) {
        Model inlined = FunctionInliner.inline(model(functions, nodes));
        assertThat(inlined.functions()).isEmpty();
        assertThat(inlined.graph().nodes()).allMatch(node -> node.domain().isEmpty());
        return inlined;
    }

    private static Model model(List<Function> functions, Node... nodes) {
        List<ValueInfo> inputs =
                List.of(ValueInfo.of("x", ElementType.FLOAT, 2, 2), ValueInfo.of("c", ElementType.BOOL));
        Graph graph = new Graph("g", inputs, List.of(result("y")), List.of(), List.of(nodes), List.of());
        return new Model(8, "", Map.of("", 18L, OURS, 1L), graph, functions, Map.of());
    }

    private static ValueInfo result(String name) {
        return new ValueInfo(name, ElementType.FLOAT, Optional.empty());
    }

    private static Map<String, Long> opset(long version) {
        return Map.of("", version, OURS, 1L);
    }

    private static Function function(String name, List<String> inputs, List<String> outputs, Node... nodes) {
        return new Function(OURS, name, "", inputs, outputs, List.of(), Map.of(), opset(18), List.of(nodes));
    }

    private static Node node(String operator, List<String> inputs, String output) {
        return Node.of(operator, inputs, List.of(output), Map.of());
    }

    private static Node call(
            String function, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {
        return new Node("", OURS, function, "", inputs, outputs, attributes);
    }

    private static Node choice(Graph then, Graph otherwise) {
        return Node.of(
                "If",
                List.of("c"),
                List.of("y"),
                Map.of("then_branch", Attribute.of(then), "else_branch", Attribute.of(otherwise)));
    }

    private static Graph branch(Node node) {
        return new Graph(
                "branch", List.of(), List.of(result(node.outputs().get(0))), List.of(), List.of(node), List.of());
    }
}
