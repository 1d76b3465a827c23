package ai.interpretdl.onnx;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** One node with what it is fed. */
record LiftCase(long opset, String operator, int outputs, Map<String, Attribute> attributes, List<Tensor> inputs) {
    static LiftCase of(long opset, String operator, Map<String, Attribute> attributes, Tensor... inputs) {
        return new LiftCase(opset, operator, 1, attributes, List.of(inputs));
    }

    LiftCase outputs(int count) {
        return new LiftCase(opset, operator, count, attributes, inputs);
    }

    Model model() {
        List<String> in =
                LongStream.range(0, inputs.size()).mapToObj(i -> "in" + i).toList();
        List<String> out = LongStream.range(0, outputs).mapToObj(i -> "out" + i).toList();
        return model(opset, List.of(Node.of(operator, in, out, attributes)), named(), out);
    }

    Map<String, Tensor> named() {
        Map<String, Tensor> named = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            named.put("in" + i, inputs.get(i));
        }
        return named;
    }

    @Override
    public String toString() {
        return operator + "-" + opset + attributes.keySet();
    }

    static Model model(long opset, List<Node> nodes, Map<String, Tensor> inputs, List<String> outputs) {
        List<ValueInfo> in = new ArrayList<>();
        inputs.forEach((name, tensor) ->
                in.add(ValueInfo.of(name, tensor.type(), tensor.shape().dims())));
        List<ValueInfo> out = outputs.stream()
                .map(name -> new ValueInfo(name, ElementType.UNDEFINED, Optional.empty()))
                .toList();
        Graph graph = new Graph("g", in, out, List.of(), nodes, List.of());
        return new Model(8, "", Map.of("", opset), graph, List.of(), Map.of());
    }
}
