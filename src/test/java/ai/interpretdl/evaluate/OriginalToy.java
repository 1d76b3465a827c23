package ai.interpretdl.evaluate;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Quality;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/** A softmax over three linear classes on a square picture, on which InterpretDL's own arithmetic was run. */
final class OriginalToy {
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] DEVIATION = {0.229, 0.224, 0.225};

    private final int side;
    private final double scale;

    /** @param scale by which the weights are divided */
    OriginalToy(int side, double scale) {
        this.side = side;
        this.scale = scale;
    }

    Question question(OutputKind kind) {
        float[] values = new float[3 * side * side];
        for (int i = 0; i < values.length; i++) {
            int place = i % (side * side);
            int channel = i / (side * side);
            values[i] = level((7 * (place / side) + 13 * (place % side) + 29 * channel) % 256, channel);
        }
        return Question.of(Map.of("x", Tensor.of(values, 1, 3, side, side))).as(kind);
    }

    /** InterpretDL's grey. */
    Substrate.Fixed grey() {
        float[] values = new float[3 * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = level(127, i / (side * side));
        }
        return new Substrate.Fixed(new Baseline.Paired(Map.of("x", Tensor.of(values, 1, 3, side, side))));
    }

    private static float level(int level, int channel) {
        return (float) ((level / 255.0 - MEAN[channel]) / DEVIATION[channel]);
    }

    /** Attributions of each pixel, by its number in reading order. */
    Claim claim(Model model, OutputKind kind, IntToDoubleFunction attribution) {
        double[] map = new double[side * side];
        Arrays.setAll(map, attribution);
        Map<String, Tensor> tensors = Map.of("attributions", Tensor.of(map, 1, side, side));
        Question question = question(kind);
        return Claim.of(model, question, new Explanation("given", tensors, List.of(), NONE));
    }

    static final Quality NONE = new Quality("cpu", 0, 0, true, 0, "", "", 0);

    Model open(Path folder) {
        int pixels = side * side;
        double[][] weights = new double[3][3 * pixels];
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < 3 * pixels; i++) {
                int row = i % pixels / side;
                int column = i % side;
                weights[k][i] = Math.sin(0.1 * (k + 1) * (row + 1) + 0.2 * (i / pixels + 1) * (column + 1)) / scale;
            }
        }
        ObjectMapper json = new ObjectMapper();
        ArrayNode layers = json.createArrayNode();
        layers.addObject()
                .put("name", "flat")
                .put("op", "Reshape")
                .<ObjectNode>set("inputs", json.valueToTree(List.of("x")))
                .set("shape", json.valueToTree(List.of(0, 3 * pixels)));
        layers.addObject()
                .put("name", "logits")
                .put("op", "Gemm")
                .<ObjectNode>set("inputs", json.valueToTree(List.of("flat")))
                .set("weight", json.valueToTree(weights));
        Tensor picture =
                Objects.requireNonNull(question(OutputKind.RAW).inputs().get("x"));
        Path file = CaseModel.write(layers, List.of(CaseModel.input("x", picture)), folder.resolve("toy.onnx"));
        return InterpretDl.open(file, Device.cpu());
    }
}
