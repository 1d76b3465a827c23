package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model of one node: for a runtime's own kernel, and as what an expansion finds in a file.
 *
 * @param c the operator; its inputs are called x0, x1, …, the observed outputs o0, o1, …
 */
record SingleNode(GradientCase c) {
    Model model() {
        int inputs = c.tensors().size();
        List<String> names = IntStream.range(0, inputs)
                .mapToObj(i -> c.isAbsent(i) ? "" : "x" + i)
                .toList();
        List<ValueInfo> fed = new ArrayList<>();
        List<Weight> weights = new ArrayList<>();
        IntStream.range(0, inputs).filter(i -> !c.isAbsent(i)).forEach(i -> {
            Tensor tensor = c.tensors().get(i);
            if (c.isKnown(i)) {
                weights.add(new Weight.Inline("x" + i, tensor));
            } else {
                fed.add(ValueInfo.of("x" + i, tensor.type(), tensor.shape().dims()));
            }
        });
        Node node = new Node("", c.domain(), c.operator(), "", names, results(), c.attributes());
        Graph graph = new Graph("node", fed, returned(), weights, List.of(node), List.of());
        return new Model(8, "", opsets(), graph, List.of(), Map.of());
    }

    private Map<String, Long> opsets() {
        return c.domain().isEmpty() ? Map.of("", c.version()) : Map.of("", GraphBuilder.OPSET, c.domain(), c.version());
    }

    private List<String> results() {
        return IntStream.range(0, c.outputs())
                .mapToObj(i -> c.isObserved(i) ? "o" + i : "")
                .toList();
    }

    private List<ValueInfo> returned() {
        return results().stream()
                .filter(name -> !name.isEmpty())
                .map(name -> new ValueInfo(name, ElementType.UNDEFINED, Optional.empty()))
                .toList();
    }

    /** The observed outputs, by the expansion that the node's operator has. */
    List<Value> inlined(GraphBuilder g, List<Value> values) {
        Map<String, Value> fed = new HashMap<>();
        IntStream.range(0, values.size())
                .filter(i -> !values.get(i).isAbsent())
                .forEach(i -> fed.put("x" + i, values.get(i)));
        Inlining call = new Inlining(g, ModelGraph.of(model()), fed, Rebatching.none());
        return results().stream()
                .filter(name -> !name.isEmpty())
                .map(call::value)
                .toList();
    }
}
