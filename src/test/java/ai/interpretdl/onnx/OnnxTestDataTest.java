package ai.interpretdl.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ONNX's own models are read, lifted and written so that ONNX Runtime computes from them what it computes from the original. */
class OnnxTestDataTest {
    private enum Outcome {
        SAME,
        NO_TENSORS,
        REFUSED,
        ONLY_LIFTED_RUNS,
        RANDOM,
        ORIGINAL_DOES_NOT_RUN,
        DIFFERENT
    }

    @ParameterizedTest
    @CsvSource({"node, 780", "pytorch-operator, 30", "pytorch-converted, 70", "simple, 10"})
    void liftedModelsComputeTheSame(String group, int atLeast) throws OrtException {
        assumeTrue(OnnxTestData.isInstalled(), "ONNX's test data is not installed (Debian: libonnx-testdata)");
        Map<Outcome, List<String>> outcomes = new TreeMap<>();
        for (OnnxTestData test : OnnxTestData.group(group)) {
            outcomes.computeIfAbsent(outcome(test), o -> new ArrayList<>()).add(test.name());
        }
        System.out.println(group + outcomes);
        assertThat(outcomes).doesNotContainKey(Outcome.DIFFERENT);
        int compared = outcomes.getOrDefault(Outcome.SAME, List.of()).size()
                + outcomes.getOrDefault(Outcome.ONLY_LIFTED_RUNS, List.of()).size();
        assertThat(compared).isGreaterThanOrEqualTo(atLeast);
    }

    private static Outcome outcome(OnnxTestData test) throws OrtException {
        Model model = test.model();
        if (hasOthersThanTensors(model.graph())) {
            return Outcome.NO_TENSORS;
        }
        Map<String, Tensor> inputs = test.inputs(model);
        Optional<Map<String, Tensor>> original = run(model, inputs);
        Optional<Model> lifted = lifted(model);
        if (lifted.isEmpty()) {
            return Outcome.REFUSED;
        }
        if (original.isEmpty()) {
            return run(lifted.get(), inputs)
                            .filter(outputs -> Close.all(outputs.values(), test.outputs(), 1e-3))
                            .isPresent()
                    ? Outcome.ONLY_LIFTED_RUNS
                    : Outcome.ORIGINAL_DOES_NOT_RUN;
        }
        Map<String, Tensor> outputs = Ort.run(with(lifted.get(), inputs), Map.of());
        if (Close.all(outputs.values(), original.get().values(), 1e-5)) {
            return Outcome.SAME;
        }
        return run(model, inputs).equals(original) ? Outcome.DIFFERENT : Outcome.RANDOM;
    }

    private static boolean hasOthersThanTensors(Graph graph) {
        return Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                .anyMatch(value -> value.other().isPresent());
    }

    private static Optional<Model> lifted(Model model) {
        try {
            return Optional.of(OpsetLift.to18(model));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("has no equivalent in 18; export");
            return Optional.empty();
        }
    }

    private static Optional<Map<String, Tensor>> run(Model model, Map<String, Tensor> inputs) {
        try {
            return Optional.of(Ort.run(with(model, inputs), Map.of()));
        } catch (OrtException e) {
            return Optional.empty();
        }
    }

    /** The model with its inputs built in, since the Java interface of ONNX Runtime takes fewer types than a model. */
    private static Model with(Model model, Map<String, Tensor> inputs) {
        Graph graph = model.graph();
        List<Weight> weights = new ArrayList<>(graph.weights());
        inputs.forEach((name, tensor) -> weights.add(new Weight.Inline(name, tensor)));
        Graph fed = new Graph(graph.name(), graph.inputs(), graph.outputs(), weights, graph.nodes(), graph.values());
        return new Model(model.irVersion(), model.producer(), model.opsets(), fed, model.functions(), model.metadata());
    }
}
