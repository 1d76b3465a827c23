package ai.interpretdl.interpret.attention;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import ai.interpretdl.testing.Retyped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model whose attention and its gradients are given: the input is the logarithm of the attention {@code [N, L, H, T, T]}, and the score is
 * Σ G·A. The blocks around it, values, output matrix and stream, are given too; they do not change the score.
 *
 * @param layers L
 * @param heads H
 * @param tokens T
 * @param scores the softmax's input at (l, q, i, j)
 * @param slopes G at (l, q, i, j)
 * @param width of the stream, values and matrix, a multiple of H
 * @param stream z at (l, n), n counting {@code [T, width]} row by row
 * @param values v likewise
 * @param matrix W at (l, n), n counting {@code [width, width]}
 */
record AttentionToy(
        int layers,
        int heads,
        int tokens,
        Entry scores,
        Entry slopes,
        int width,
        Numbers stream,
        Numbers values,
        Numbers matrix) {
    /** A number for each layer, head, row and column. */
    interface Entry {
        double at(int layer, int head, int row, int column);
    }

    /** A number for each layer and place. */
    interface Numbers {
        double at(int layer, int place);
    }

    AttentionToy(int layers, int heads, int tokens, Entry scores, Entry slopes) {
        this(layers, heads, tokens, scores, slopes, 2 * heads, (l, n) -> 1, (l, n) -> 1, (l, n) -> 1);
    }

    /** The model, and the question about its one row. */
    Model open(Path folder) {
        return InterpretDl.open(new Writing(this).write(folder.resolve("attention.onnx")), Device.cpu());
    }

    /** The model of another floating type, and with {@link #question(ElementType)} the question about its row. */
    Model open(Path folder, ElementType type) {
        return InterpretDl.open(
                Retyped.write(new Writing(this).write(folder.resolve("attention.onnx")), type), Device.cpu());
    }

    Question question(ElementType type) {
        return Question.of(Map.of("x", Retyped.tensor(input(), type))).about(Target.sum());
    }

    Tensor input() {
        return tensor(scores).reshape(1, layers, heads, tokens, tokens);
    }

    Question question() {
        return Question.of(Map.of("x", input())).about(Target.sum());
    }

    private Tensor tensor(Entry entry) {
        float[] all = new float[layers * heads * tokens * tokens];
        for (int i = 0; i < all.length; i++) {
            int row = i / tokens;
            int head = row / tokens;
            all[i] = (float) entry.at(head / heads, head % heads, row % tokens, i % tokens);
        }
        return Tensor.of(all, layers, heads, tokens, tokens);
    }

    /** The attention of a layer and head as the model computes it, {@code [T][T]}. */
    double[][] attention(int layer, int head) {
        double[][] a = new double[tokens][tokens];
        for (int i = 0; i < tokens; i++) {
            double total = 0;
            for (int j = 0; j < tokens; j++) {
                a[i][j] = Math.exp(scores.at(layer, head, i, j));
                total += a[i][j];
            }
            for (int j = 0; j < tokens; j++) {
                a[i][j] /= total;
            }
        }
        return a;
    }

    double[][] slope(int layer, int head) {
        double[][] g = new double[tokens][tokens];
        for (int i = 0; i < tokens; i++) {
            for (int j = 0; j < tokens; j++) {
                g[i][j] = slopes.at(layer, head, i, j);
            }
        }
        return g;
    }

    /** Writes the graph, layer by layer. */
    private static final class Writing {
        private final AttentionToy toy;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Weight> weights = new ArrayList<>();
        private final Map<String, String> known = new HashMap<>();

        Writing(AttentionToy toy) {
            this.toy = toy;
        }

        Path write(Path file) {
            String score = add("ReduceSum", "zero.score", Map.of("keepdims", Attribute.of(1)), "x", longs(1, 2, 3, 4));
            score = add("Sub", "start", Map.of(), score, score);
            for (int l = 0; l < toy.layers; l++) {
                score = add("Add", "score." + l, Map.of(), score, layer(l));
            }
            String out = add("Reshape", "out", Map.of(), score, longs(-1, 1));
            Graph graph = new Graph(
                    "toy",
                    List.of(CaseModel.input("x", toy.input())),
                    List.of(new ValueInfo(out, ElementType.FLOAT, Optional.empty())),
                    weights,
                    nodes,
                    List.of());
            ModelWriter.write(
                    new ai.interpretdl.onnx.Model(8, "toy", Map.of("", 18L), graph, List.of(), Map.of()), file);
            return file;
        }

        /** The terms of a layer in the score, {@code [N, 1, 1, 1, 1]}. */
        private String layer(int l) {
            long[] one = {toy.heads, toy.tokens, toy.tokens};
            String own = add("Slice", "own." + l, Map.of(), "x", longs(l), longs(l + 1), longs(1));
            String queries = add("Reshape", "queries." + l, Map.of(), own, longs(0, one[0], one[1], one[2]));
            String zeros = add("Sub", "zeros." + l, Map.of(), queries, queries);
            String keys = add("Add", "keys." + l, Map.of(), zeros, identity());
            String product = add("MatMul", "product." + l, Map.of(), queries, keys);
            String attention = add("Softmax", "attention." + l, Map.of("axis", Attribute.of(-1)), product);
            String weighted = add("Mul", "weighted." + l, Map.of(), attention, slope(l));
            String block = block(l, attention, zeros);
            String nothing = add("Mul", "nothing." + l, Map.of(), block, floats("0", 1, i -> 0));
            String sum = sum("sum." + l, weighted, 1, 2, 3);
            return add("Add", "term." + l, Map.of(), sum, sum("none." + l, nothing, 1, 2));
        }

        private String sum(String name, String value, long... axes) {
            String sum = add("ReduceSum", name, Map.of("keepdims", Attribute.of(0)), value, longs(axes));
            return add("Reshape", name + ".shaped", Map.of(), sum, longs(-1, 1, 1, 1, 1));
        }

        /** Values mixed, joined, projected, and added to the stream: {@code [N, T, width]}. */
        private String block(int l, String attention, String zeros) {
            int size = toy.width / toy.heads;
            String room = add("Slice", "room." + l, Map.of(), zeros, longs(0), longs(size), longs(3));
            String values = add("Add", "values." + l, Map.of(), room, values(l, size));
            String mixed = add("MatMul", "mixed." + l, Map.of(), attention, values);
            String turned = add("Transpose", "turned." + l, Map.of("perm", Attribute.ofInts(0, 2, 1, 3)), mixed);
            String joined = add("Reshape", "joined." + l, Map.of(), turned, longs(0, toy.tokens, toy.width));
            String matrix =
                    floats("matrix." + l, toy.width * toy.width, n -> toy.matrix.at(l, n), toy.width, toy.width);
            String projected = add("MatMul", "projected." + l, Map.of(), joined, matrix);
            String given =
                    floats("given." + l, toy.tokens * toy.width, n -> toy.stream.at(l, n), toy.tokens, toy.width);
            String flat = add("ReduceSum", "flat." + l, Map.of("keepdims", Attribute.of(0)), room, longs(1, 3));
            String tall = add("Reshape", "tall." + l, Map.of(), flat, longs(0, toy.tokens, 1));
            String stream = add("Add", "stream." + l, Map.of(), tall, given);
            return add("Add", "block." + l, Map.of(), projected, stream);
        }

        /** v {@code [T, H·size]} by heads. */
        private String values(int l, int size) {
            return floats(
                    "v." + l,
                    toy.heads * toy.tokens * size,
                    n -> {
                        int head = n / (toy.tokens * size);
                        int token = n / size % toy.tokens;
                        return toy.values.at(l, token * toy.width + head * size + n % size);
                    },
                    toy.heads,
                    toy.tokens,
                    size);
        }

        private String slope(int l) {
            int size = toy.heads * toy.tokens * toy.tokens;
            return floats(
                    "slope." + l,
                    size,
                    n -> toy.slopes.at(l, n / (toy.tokens * toy.tokens), n / toy.tokens % toy.tokens, n % toy.tokens),
                    toy.heads,
                    toy.tokens,
                    toy.tokens);
        }

        private String identity() {
            int t = toy.tokens;
            return known.computeIfAbsent(
                    "identity", k -> floats("identity", t * t, n -> n % (t + 1) == 0 ? 1 : 0, t, t));
        }

        private String add(String operator, String output, Map<String, Attribute> attributes, String... inputs) {
            nodes.add(new Node("node." + output, "", operator, "", List.of(inputs), List.of(output), attributes));
            return output;
        }

        private String longs(long... values) {
            String name = "longs." + weights.size();
            weights.add(new Weight.Inline(name, Tensor.of(values, values.length)));
            return name;
        }

        private interface Place {
            double at(int place);
        }

        private String floats(String label, int size, Place numbers, long... dims) {
            float[] values = new float[size];
            for (int n = 0; n < size; n++) {
                values[n] = (float) numbers.at(n);
            }
            String name = "floats." + label + "." + weights.size();
            weights.add(new Weight.Inline(name, Tensor.of(values, dims.length == 0 ? new long[] {size} : dims)));
            return name;
        }
    }
}
