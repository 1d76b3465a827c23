package ai.interpretdl.interpret.regression;

import ai.interpretdl.interpret.ReferenceCase;
import ai.interpretdl.interpret.sampling.Masks;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The model of a reference case, computed straight from its layers, on inputs whose absent features are set to the baseline. */
final class TinyNet {
    private final JsonNode testCase;
    private final int row;
    private final List<String> inputs = new ArrayList<>();

    TinyNet(JsonNode testCase, int row) {
        this.testCase = testCase;
        this.row = row;
        testCase.get("input").fieldNames().forEachRemaining(inputs::add);
    }

    List<String> inputs() {
        return inputs;
    }

    /** One more than the largest feature number; without a mask every element is a feature. */
    int features() {
        return 1
                + inputs.stream()
                        .flatMapToInt(name -> Arrays.stream(featuresOf(name)))
                        .max()
                        .orElse(-1);
    }

    /** All inputs one after the other, absent features at the baseline. */
    double[] perturbed(BitSet present) {
        return inputs.stream()
                .flatMapToDouble(name -> DoubleStream.of(perturbed(name, present)))
                .toArray();
    }

    double[] scores(Masks masks) {
        return IntStream.range(0, masks.samples())
                .mapToDouble(sample -> score(masks.row(sample)))
                .toArray();
    }

    double score(BitSet present) {
        Map<String, double[]> values = new HashMap<>();
        inputs.forEach(name -> values.put(name, perturbed(name, present)));
        double[] output = {};
        for (JsonNode layer : testCase.get("model")) {
            output = layer(layer, values);
            values.put(layer.get("name").asText(), output);
        }
        JsonNode target = testCase.get("target");
        return target.isNull() ? Arrays.stream(output).sum() : output[target.asInt()];
    }

    private double[] perturbed(String name, BitSet present) {
        double[] values = ReferenceCase.numbers(testCase.get("input").get(name).get(row));
        double[] baseline =
                ReferenceCase.numbers(testCase.get("baseline").get(name).get(row));
        int[] features = featuresOf(name);
        for (int i = 0; i < values.length; i++) {
            values[i] = present.get(features[i]) ? values[i] : baseline[i];
        }
        return values;
    }

    int[] featuresOf(String name) {
        JsonNode mask = testCase.path("params").path("feature_mask").path(name);
        if (!mask.isMissingNode()) {
            return Arrays.stream(ReferenceCase.numbers(mask.get(0)))
                    .mapToInt(m -> (int) m)
                    .toArray();
        }
        return IntStream.range(0, testCase.get("input").get(name).get(row).size())
                .toArray();
    }

    private static double[] layer(JsonNode layer, Map<String, double[]> values) {
        JsonNode names = layer.get("inputs");
        double[] a = values.get(names.get(0).asText());
        return switch (layer.get("op").asText()) {
            case "Cast" -> a;
            case "Relu" -> Arrays.stream(a).map(v -> Math.max(0, v)).toArray();
            case "Add" -> sum(a, values.get(names.get(1).asText()));
            case "Mul" ->
                Arrays.stream(a)
                        .map(v -> v * names.get(1).get("const").asDouble())
                        .toArray();
            case "Gemm" -> gemm(layer, a);
            default -> throw new IllegalArgumentException("no such operator here: " + layer.get("op"));
        };
    }

    private static double[] sum(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
    }

    private static double[] gemm(JsonNode layer, double[] x) {
        double[][] weight = ReferenceCase.table(layer.get("weight"));
        double[] product =
                Arrays.stream(weight).mapToDouble(w -> Observations.dot(w, x)).toArray();
        return layer.get("bias").isNull() ? product : sum(product, ReferenceCase.numbers(layer.get("bias")));
    }
}
