package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A node of a model file that is spelled out in other operators, or in another version of its own, when it is read into a graph. */
final class ExpansionCase {
    private final String operator;
    private final long opset;
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private final List<String> inputs = new ArrayList<>();
    private final Map<String, Tensor> fed = new LinkedHashMap<>();
    private final Map<String, Tensor> known = new LinkedHashMap<>();
    private int outputs = 1;
    private boolean stays;
    private String note = "";

    private ExpansionCase(String operator, long opset) {
        this.operator = operator;
        this.opset = opset;
    }

    /** @param opset the version of the default domain that the node is written in */
    static ExpansionCase of(String operator, long opset) {
        return new ExpansionCase(operator, opset);
    }

    /** An input between -2 and 2. */
    ExpansionCase input(long... dims) {
        double[] drawn = new Random(17 + inputs.size())
                .doubles(Shape.of(dims).size(), -2, 2)
                .toArray();
        return input(GradientChecker.tensor(ElementType.FLOAT, drawn, dims));
    }

    ExpansionCase input(Tensor tensor) {
        fed.put("x" + inputs.size(), tensor);
        inputs.add("x" + inputs.size());
        return this;
    }

    /** An input that is a weight of the model. */
    ExpansionCase known(Tensor tensor) {
        known.put("x" + inputs.size(), tensor);
        inputs.add("x" + inputs.size());
        return this;
    }

    ExpansionCase ints(long... values) {
        return known(Tensor.of(values, values.length));
    }

    ExpansionCase absent() {
        inputs.add("");
        return this;
    }

    ExpansionCase with(String name, Attribute value) {
        attributes.put(name, value);
        return this;
    }

    ExpansionCase with(String name, String value) {
        return with(name, Attribute.of(value));
    }

    ExpansionCase with(String name, long value) {
        return with(name, Attribute.of(value));
    }

    ExpansionCase with(String name, long... values) {
        return with(name, Attribute.ofInts(values));
    }

    ExpansionCase outputs(int count) {
        outputs = count;
        return this;
    }

    /** The operator itself stays in the graph. */
    ExpansionCase stays() {
        stays = true;
        return this;
    }

    ExpansionCase note(String text) {
        note = text;
        return this;
    }

    boolean isSpelledOut() {
        return !stays;
    }

    String operator() {
        return operator;
    }

    private Node node() {
        List<String> names = IntStream.range(0, outputs).mapToObj(i -> "y" + i).toList();
        return Node.of(operator, inputs, names, attributes);
    }

    /** What the runtime makes of the node as it stands. */
    List<Tensor> expected() {
        Map<String, Tensor> all = new HashMap<>(fed);
        all.putAll(known);
        return GradientChecker.ORACLE.evaluate(node(), Map.of("", opset), all);
    }

    /** The node's outputs as values of a graph. */
    List<Value> write(GraphBuilder g) {
        List<Weight> weights = new ArrayList<>();
        known.forEach((name, tensor) -> weights.add(new Weight.Inline(name, tensor)));
        Graph graph = new Graph("case", List.of(), List.of(), weights, List.of(node()), List.of());
        Model model = new Model(10, "test", Map.of("", opset), graph, List.of(), Map.of());
        Map<String, Value> values = new HashMap<>();
        fed.forEach((name, tensor) -> values.put(name, g.fed(name, tensor.type(), tensor.shape())));
        Inlining inlining = new Inlining(g, ModelGraph.of(model), values, Rebatching.none());
        return IntStream.range(0, outputs)
                .mapToObj(i -> inlining.value("y" + i))
                .toList();
    }

    Map<String, Tensor> fed() {
        return fed;
    }

    @Override
    public String toString() {
        return operator + "-" + opset + (note.isEmpty() ? "" : " " + note);
    }
}
