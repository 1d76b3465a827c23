package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import ai.interpretdl.testing.Retyped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;

/** Small models with seeded weights. */
final class Toys {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The dense layer of {@link #pooled()}: the weight of each of four maps, for two classes. */
    static final double[][] POOLED = {{1.5, -0.5, 0.75, -2}, {-1, 0.5, -0.25, 1}};

    private final ArrayNode layers = JSON.createArrayNode();

    /** w·x: what a linear model adds for each element is known. */
    static Toys linear(double[] weights) {
        Toys toy = new Toys();
        toy.gemm("out", "x", new double[][] {weights}, 0.5);
        return toy;
    }

    /** w·x of a picture of 1 x 6 x 6. */
    static Toys linearPicture(double[] weights) {
        Toys toy = new Toys();
        toy.layer("flat", "Reshape", "x").set("shape", JSON.valueToTree(new long[] {0, 36}));
        toy.gemm("out", "flat", new double[][] {weights}, 0.5);
        return toy;
    }

    /** Two layers with a sigmoid between: smooth. */
    static Toys smooth(int inputs) {
        Toys toy = new Toys();
        toy.gemm("hidden", "x", wave(5, inputs, 1), 0.1);
        toy.layer("bent", "Sigmoid", "hidden");
        toy.gemm("out", "bent", wave(2, 5, 2), 0);
        return toy;
    }

    /** As {@link #smooth}, of two inputs a and b, {@code [N, 3]} and {@code [N, 2]}. */
    static Toys pair() {
        Toys toy = new Toys();
        toy.gemm("ofA", "a", wave(5, 3, 1), 0.1);
        toy.gemm("ofB", "b", wave(5, 2, 3), 0);
        toy.layer("hidden", "Add", "ofA", "ofB");
        toy.layer("bent", "Sigmoid", "hidden");
        toy.gemm("out", "bent", wave(2, 5, 2), 0);
        return toy;
    }

    /** A product of two varying values, a sigmoid and a rectifier: whatever DeepLIFT's rules have to share out. */
    static Toys gated(int inputs) {
        Toys toy = new Toys();
        toy.gemm("hidden", "x", wave(5, inputs, 1), 0.1);
        toy.layer("gate", "Sigmoid", "hidden");
        toy.layer("active", "Relu", "hidden");
        toy.layer("product", "Mul", "gate", "active");
        toy.gemm("logits", "product", wave(3, 5, 2), 0);
        toy.layer("out", "Softmax", "logits");
        return toy;
    }

    /** As {@link #smooth}, with three probabilities that are each for itself. */
    static Toys multiLabel(int inputs) {
        Toys toy = new Toys();
        toy.gemm("hidden", "x", wave(5, inputs, 1), 0.1);
        toy.layer("bent", "Tanh", "hidden");
        toy.gemm("logits", "bent", wave(3, 5, 2), 0);
        toy.layer("out", "Sigmoid", "logits");
        return toy;
    }

    /** The last value by another operator, a row in a shape, which may be its own. */
    Toys reshaped(long... row) {
        long[] shape = LongStream.concat(LongStream.of(-1), LongStream.of(row)).toArray();
        layer("shaped", "Reshape", "out").set("shape", JSON.valueToTree(shape));
        return this;
    }

    /** Logits of three classes for each place of 4 x 4. */
    static Toys maps() {
        Toys toy = new Toys();
        toy.convolution("out", "x", 3, 1, 3);
        return toy;
    }

    /** The last value, times 1: what it was made by cannot be seen any more. */
    Toys hidden() {
        layer("same", "Mul", "out").withArray("inputs").addObject().set("const", JSON.valueToTree(new double[] {1}));
        return this;
    }

    /** A layer normalisation, as one operator. */
    static Toys normalised(int inputs) {
        Toys toy = new Toys();
        ObjectNode normal = toy.layer("normal", "LayerNormalization", "x");
        normal.set("weight", JSON.valueToTree(ones(inputs)));
        toy.gemm("out", "normal", wave(2, inputs, 2), 0);
        return toy;
    }

    /** The same, spelled out: means are products with matrices. */
    static Toys normalisedByHand(int inputs) {
        double[][] mean = new double[inputs][inputs];
        double[][] centre = new double[inputs][inputs];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < inputs; j++) {
                mean[i][j] = 1.0 / inputs;
                centre[i][j] = (i == j ? 1 : 0) - mean[i][j];
            }
        }
        Toys toy = new Toys();
        toy.gemm("centred", "x", centre, 0);
        toy.layer("squares", "Mul", "centred", "centred");
        toy.gemm("variance", "squares", mean, 1e-5);
        toy.layer("deviation", "Sqrt", "variance");
        toy.layer("normal", "Div", "centred", "deviation");
        toy.gemm("out", "normal", wave(2, inputs, 2), 0);
        return toy;
    }

    /** Quotients; of the rows here and the reference one denominator differs in sign, the others are alike. */
    static Toys quotient(int inputs) {
        Toys toy = new Toys();
        toy.gemm("over", "x", wave(3, inputs, 1), 0.1);
        toy.gemm("under", "x", wave(3, inputs, 6), 0.7);
        toy.layer("share", "Div", "over", "under");
        toy.gemm("out", "share", wave(2, 3, 2), 0);
        return toy;
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Three classes of a row beside the sum of all rows, so that rows have to be asked one by one. */
    static Toys mixing(int inputs) {
        Toys toy = new Toys();
        toy.layer("across", "ReduceSum", "x").set("axes", JSON.valueToTree(new long[] {0}));
        toy.layer("beside", "Add", "x", "across");
        toy.gemm("out", "beside", wave(3, inputs, 1), 0.1);
        return toy;
    }

    /** The smaller of two inputs that are not negative: a - max(a - b, 0). */
    static Toys minimum() {
        Toys toy = new Toys();
        toy.gemm("both", "x", new double[][] {{1, -1}, {1, 0}}, 0);
        toy.layer("ahead", "Relu", "both");
        toy.gemm("out", "ahead", new double[][] {{-1, 1}}, 0);
        return toy;
    }

    /** c·softmax(x). */
    static Toys weighing(double[] c) {
        Toys toy = new Toys();
        toy.layer("weights", "Softmax", "x");
        toy.gemm("out", "weights", new double[][] {c}, 0);
        return toy;
    }

    /** Two dense layers with a rectifier between, without biases; weights of {@link #wave}. */
    static Toys rectified(int inputs) {
        Toys toy = new Toys();
        toy.gemm("hidden", "x", wave(5, inputs, 1), 0);
        toy.layer("active", "Relu", "hidden");
        toy.gemm("out", "active", wave(2, 5, 2), 0);
        return toy;
    }

    /** Convolutions and rectifiers on 1 x 6 x 6, without biases; scores are positive. */
    static Toys convolutional() {
        Toys toy = new Toys();
        toy.convolution("first", "x", 3, 1, 3);
        toy.layer("active", "Relu", "first");
        toy.convolution("second", "active", 4, 3, 2);
        toy.layer("again", "Relu", "second");
        toy.layer("flat", "Reshape", "again").set("shape", JSON.valueToTree(new long[] {0, 36}));
        double[][] weights = wave(2, 36, 2);
        for (double[] row : weights) {
            Arrays.setAll(row, i -> Math.abs(row[i]));
        }
        toy.gemm("out", "flat", weights, 0);
        return toy;
    }

    /** As {@link #convolutional()}, but its four maps are summed before a dense layer: what class activation maps were made for. */
    static Toys pooled() {
        Toys toy = new Toys();
        toy.convolution("first", "x", 3, 1, 3);
        toy.layer("active", "Relu", "first");
        toy.convolution("second", "active", 4, 3, 2);
        toy.layer("again", "Relu", "second");
        toy.layer("sums", "ReduceSum", "again").set("axes", JSON.valueToTree(new long[] {2, 3}));
        toy.gemm("out", "sums", POOLED, 0.25);
        return toy;
    }

    /** As {@link #pooled()} with as many maps as a large network has. */
    static Toys wide(int channels) {
        Toys toy = new Toys();
        toy.convolution("first", "x", 3, 1, 3);
        toy.layer("active", "Relu", "first");
        toy.convolution("second", "active", channels, 3, 2);
        toy.layer("again", "Relu", "second");
        toy.layer("sums", "ReduceSum", "again").set("axes", JSON.valueToTree(new long[] {2, 3}));
        toy.gemm("out", "sums", wave(2, channels, 0.7), 0.25);
        return toy;
    }

    /** As {@link #pooled()} without convolutions, which ONNX Runtime has none of for DOUBLE: a map is the picture times a number. */
    static Toys scaled() {
        Toys toy = new Toys();
        toy.layer("first", "Mul", "x").withArray("inputs").addObject().set("const", eachChannel(1, -2, 0.5, 3));
        toy.layer("active", "Relu", "first");
        toy.layer("second", "Mul", "active").withArray("inputs").addObject().set("const", eachChannel(2, 1, -1, 0.25));
        toy.layer("again", "Relu", "second");
        toy.layer("sums", "ReduceSum", "again").set("axes", JSON.valueToTree(new long[] {2, 3}));
        toy.gemm("out", "sums", POOLED, 0.25);
        return toy;
    }

    private static JsonNode eachChannel(double... numbers) {
        return JSON.valueToTree(
                Arrays.stream(numbers).mapToObj(n -> new double[][] {{n}}).toArray());
    }

    /** The score is the input times fixed slopes, added up: every layer quantity is known. */
    static Toys slopes(JsonNode slopes) {
        Toys toy = new Toys();
        ObjectNode product = toy.layer("product", "Mul", "x");
        product.withArray("inputs").addObject().set("const", slopes);
        toy.layer("out", "ReduceSum", "product").set("axes", JSON.valueToTree(new long[] {1, 2, 3}));
        return toy;
    }

    private void convolution(String name, String input, int outputs, int inputs, int length) {
        double[][][][] weights = new double[outputs][inputs][][];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                weights[o][i] = wave(length, length, 1 + o + 0.37 * i);
            }
        }
        ObjectNode layer = layer(name, "Conv", input).put("stride", 1).put("pad", 0);
        layer.set("weight", JSON.valueToTree(weights));
    }

    private void gemm(String name, String input, double[][] weights, double bias) {
        ObjectNode layer = layer(name, "Gemm", input);
        layer.set("weight", JSON.valueToTree(weights));
        double[] biases = new double[weights.length];
        Arrays.fill(biases, bias);
        layer.set("bias", JSON.valueToTree(biases));
    }

    private ObjectNode layer(String name, String operator, String... inputs) {
        ObjectNode layer = layers.addObject().put("name", name).put("op", operator);
        for (String input : inputs) {
            layer.withArray("inputs").add(input);
        }
        return layer;
    }

    static double[][] wave(int rows, int columns, double frequency) {
        double[][] weights = new double[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                weights[r][c] = Math.sin(frequency * (1 + r * columns + c));
            }
        }
        return weights;
    }

    /** The model in the element type of an input, on the CPU, with that many bytes for a step. */
    Model open(Path folder, Tensor like, long budget) {
        return open(write(folder, List.of(CaseModel.input("x", like)), budget), like.type(), budget);
    }

    /** The model of several inputs. */
    Model open(Path folder, Map<String, Tensor> like, long budget) {
        List<ValueInfo> inputs = like.entrySet().stream()
                .map(input -> CaseModel.input(input.getKey(), input.getValue()))
                .toList();
        return open(write(folder, inputs, budget), ElementType.FLOAT, budget);
    }

    /** The same with a file that says one row. */
    Model openOfOneRow(Path folder, Tensor like, long budget) {
        ValueInfo input =
                ValueInfo.of("x", ElementType.FLOAT, like.rows(0, 1).shape().dims());
        return open(write(folder, List.of(input), budget), ElementType.FLOAT, budget);
    }

    private Path write(Path folder, List<ValueInfo> inputs, long budget) {
        return CaseModel.write(layers, inputs, folder.resolve("toy-" + budget + ".onnx"));
    }

    private static Model open(Path file, ElementType type, long budget) {
        OrtEngine engine = new OrtEngine(Device.cpu(), budget);
        return Model.open(
                type == ElementType.FLOAT ? file : Retyped.write(file, type),
                new Model.Environment(engine, new OrtOracle(), Device.cpu().rules()));
    }

    static Tensor tensor(int rows, int columns, IntToDoubleFunction number) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) number.applyAsDouble(i);
        }
        return Tensor.of(values, rows, columns);
    }
}
