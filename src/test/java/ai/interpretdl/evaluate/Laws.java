package ai.interpretdl.evaluate;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import ai.interpretdl.testing.Retyped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Models whose measures have a closed form. */
final class Laws {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Laws() {}

    /** w·x + 0.5 over inputs of {@code [N, 1, side, side]}. */
    static Model linear(Path folder, double[] weights) {
        int side = (int) Math.sqrt(weights.length);
        ArrayNode layers = JSON.createArrayNode();
        flat(layers, weights.length);
        gemm(layers, "out", "flat", new double[][] {weights}, 0.5);
        return InterpretDl.open(write(folder, layers, side), Device.cpu());
    }

    /** Two layers with a rectifier between and two classes. */
    static Model bent(Path folder, int side) {
        return InterpretDl.open(writeBent(folder, side), Device.cpu());
    }

    /** The same, of another element type. */
    static Model bent(Path folder, int side, ElementType type) {
        return InterpretDl.open(Retyped.write(writeBent(folder, side), type), Device.cpu());
    }

    private static Path writeBent(Path folder, int side) {
        ArrayNode layers = JSON.createArrayNode();
        flat(layers, side * side);
        gemm(layers, "hidden", "flat", wave(12, side * side, 1.3), 0.1);
        layers.addObject().put("name", "active").put("op", "Relu").set("inputs", JSON.valueToTree(List.of("hidden")));
        gemm(layers, "logits", "active", wave(3, 12, 2.1), 0);
        return write(folder, layers, side);
    }

    /** x / (1 + exp(-x)) of each element. */
    static Model elementwise(Path folder, long... dims) {
        ArrayNode layers = JSON.createArrayNode();
        layers.addObject().put("name", "gate").put("op", "Sigmoid").set("inputs", JSON.valueToTree(List.of("x")));
        layers.addObject().put("name", "out").put("op", "Mul").set("inputs", JSON.valueToTree(List.of("gate", "x")));
        Path file = folder.resolve("elementwise" + dims.length + ".onnx");
        CaseModel.write(layers, List.of(ValueInfo.of("x", ElementType.FLOAT, dims)), file);
        return InterpretDl.open(file, Device.cpu());
    }

    private static void flat(ArrayNode layers, int size) {
        layers.addObject()
                .put("name", "flat")
                .put("op", "Reshape")
                .<ObjectNode>set("inputs", JSON.valueToTree(List.of("x")))
                .set("shape", JSON.valueToTree(List.of(0, size)));
    }

    private static void gemm(ArrayNode layers, String name, String input, double[][] weights, double bias) {
        double[] biases = new double[weights.length];
        Arrays.fill(biases, bias);
        ObjectNode layer = layers.addObject().put("name", name).put("op", "Gemm");
        layer.set("inputs", JSON.valueToTree(List.of(input)));
        layer.set("weight", JSON.valueToTree(weights));
        layer.set("bias", JSON.valueToTree(biases));
    }

    private static double[][] wave(int rows, int columns, double frequency) {
        double[][] weights = new double[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                // a plain wave would have rows that differ by a phase only
                weights[r][c] = Math.sin(frequency * Math.pow(1 + r * columns + c, 1.5));
            }
        }
        return weights;
    }

    private static Path write(Path folder, ArrayNode layers, int side) {
        Tensor like = Tensor.zeros(Shape.of(1, 1, side, side));
        return CaseModel.write(layers, List.of(CaseModel.input("x", like)), folder.resolve("law.onnx"));
    }

    /** Rows of numbers as images. */
    static Tensor images(double[]... rows) {
        int side = (int) Math.sqrt(rows[0].length);
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return Tensor.of(flat, rows.length, 1, side, side);
    }

    static Question question(Tensor images) {
        return Question.of(Map.of("x", images)).about(Target.ofClass(0));
    }

    /** Given attributions. */
    static Claim claim(Model model, Question question, Tensor attributions) {
        Explanation given =
                new Explanation("given", Map.of("attributions.x", attributions), List.of(), OriginalToy.NONE);
        return Claim.of(model, question, given);
    }

    /** Numbers of either sign that repeat nowhere. */
    static double[] numbers(int count, long seed) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> Math.sin(1 + seed * 17.3 + i * (1.7 + 0.1 * seed)) * (1 + i % 5));
        return numbers;
    }

    static double[] products(double[] a, double[] b) {
        double[] products = new double[a.length];
        Arrays.setAll(products, i -> a[i] * b[i]);
        return products;
    }

    /** The same algorithm, of which nobody can see what it asks. */
    static Interpretation hidden(Interpretation inner) {
        return new Interpretation() {
            @Override
            public String name() {
                return inner.name();
            }

            @Override
            public Explanation interpret(Model model, Question question) {
                return inner.interpret(model, question);
            }
        };
    }
}
