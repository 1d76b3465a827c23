package ai.interpretdl.interpret.attention;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes small transformers with seeded weights: the same network in the forms that exporters and optimisers give it. */
final class TransformerFile {
    static final int WIDTH = 8;
    static final int HEADS = 2;
    static final int LAYERS = 2;
    private static final int SIZE = WIDTH / HEADS;

    /** How attention is written. */
    enum Form {
        /** Products and a softmax over {@code [N, H, T, T]}. */
        SPELLED,
        /** Over {@code [N·H, T, T]}, as PyTorch's MultiheadAttention. */
        FOLDED,
        /** Products as Einsum. */
        EINSUM,
        /** ONNX Attention of operator set 23. */
        STANDARD,
        /** com.microsoft MultiHeadAttention. */
        MULTI_HEAD,
        /** com.microsoft Attention, which projects queries, keys and values itself. */
        FUSED
    }

    private final Form form;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Weight> weights = new ArrayList<>();
    private final List<ValueInfo> inputs = new ArrayList<>();

    TransformerFile(Form form) {
        this.form = form;
    }

    /** Vectors {@code x [N, T, 8]}, two layers, the mean over tokens, three classes. */
    static Path ofVectors(Form form, int tokens, Path folder) {
        TransformerFile file = new TransformerFile(form);
        file.input("x", ElementType.FLOAT, tokens, WIDTH);
        String last = file.layers("", "x", tokens);
        String mean = file.add("ReduceMean", "pooled", Map.of("keepdims", Attribute.of(0)), last, file.longs(1));
        file.linear("logits", mean, 3);
        return file.write("logits", folder.resolve("vectors-" + form + ".onnx"));
    }

    /**
     * A tower over a picture {@code image [N, 1, 4, 6]} of 2 x 2 patches behind a class token, one over {@code ids [N, 5]} of which the last
     * is read, and the product of both for every pair of rows, {@code [N, N]}.
     */
    static Path ofPairs(Path folder) {
        TransformerFile file = new TransformerFile(Form.SPELLED);
        file.input("image", ElementType.FLOAT, 1, 4, 6);
        file.input("ids", ElementType.INT64, 5);
        String image = file.read("seen", file.layers("image.", file.patches(), 7), 0);
        String words = file.add("Gather", "words", Map.of(), file.floats("table", 20, WIDTH), "ids");
        String text = file.read("said", file.layers("text.", words, 5), 4);
        String turned = file.add("Transpose", "turned", Map.of("perm", Attribute.ofInts(1, 0)), text);
        file.add("MatMul", "logits", Map.of(), image, turned);
        return file.write("logits", folder.resolve("pairs.onnx"));
    }

    /** How a picture becomes patches. */
    enum Cut {
        /** By a convolution over {@code 2 x 1} pixels: 2 x 6 cells, as no equal squares have them. */
        CONVOLUTION,
        /** By reshaping and a product with a matrix, {@code 2 x 2} pixels each: 2 x 3 cells, of which no node tells. */
        RESHAPED
    }

    /**
     * A tower over a picture {@code image [N, 1, 4, 6]}, the mean over its tokens, three classes.
     *
     * @param before how many tokens stand before the patches
     */
    static Path ofPictures(Cut cut, int before, Path folder) {
        TransformerFile file = new TransformerFile(Form.SPELLED);
        file.input("image", ElementType.FLOAT, 1, 4, 6);
        String patches = cut == Cut.CONVOLUTION ? file.convolved(2, 1) : file.reshaped();
        String last = file.layers("", file.behind(patches, before), before + (cut == Cut.CONVOLUTION ? 12 : 6));
        String mean = file.add("ReduceMean", "pooled", Map.of("keepdims", Attribute.of(0)), last, file.longs(1));
        file.linear("logits", mean, 3);
        return file.write("logits", folder.resolve("picture-" + cut + ".onnx"));
    }

    /**
     * As {@link #ofPictures}, with tokens before and behind the patches, of which the first is read. Weights do not depend on where they stand.
     *
     * @param atOnce whether one Concat joins all, and not one for each side
     */
    static Path ofSurrounded(Cut cut, int before, int behind, boolean atOnce, Path folder) {
        TransformerFile file = new TransformerFile(Form.SPELLED);
        file.input("image", ElementType.FLOAT, 1, 4, 6);
        int cells = cut == Cut.CONVOLUTION ? 12 : 6;
        String patches = cut == Cut.CONVOLUTION ? file.convolved(2, 1) : file.reshaped();
        String joined = file.surrounded(patches, before, behind, atOnce);
        String last = file.layers("", joined, before + cells + behind);
        file.linear("logits", file.read("class", last, before > 0 ? 0 : cells), 3);
        return file.write("logits", folder.resolve(cut + "-" + before + "-" + behind + "-" + atOnce + ".onnx"));
    }

    private String surrounded(String patches, int before, int behind, boolean atOnce) {
        String others = floats("others", 1, before + behind, WIDTH);
        List<String> parts = new ArrayList<>(List.of(patches));
        if (before > 0) {
            parts.add(0, rowsOf(others, "front", 0, before));
        }
        if (!atOnce && parts.size() > 1) {
            parts = new ArrayList<>(List.of(join("inner", parts)));
        }
        if (behind > 0) {
            parts.add(rowsOf(others, "back", before, before + behind));
        }
        return parts.size() == 1 ? add("Identity", "sequence", Map.of(), parts.get(0)) : join("sequence", parts);
    }

    private String join(String name, List<String> parts) {
        return add("Concat", name, Map.of("axis", Attribute.of(1)), parts.toArray(String[]::new));
    }

    /** Some of the tokens, as many times as there are pictures, as exporters repeat them: by the picture's shape. */
    private String rowsOf(String others, String name, long from, long to) {
        String some = add("Slice", name + ".one", Map.of(), others, longs(from), longs(to), longs(1));
        Map<String, Attribute> first = Map.of("start", Attribute.of(0), "end", Attribute.of(1));
        String count = add("Shape", name + ".count", first, "image");
        Map<String, Attribute> axis = Map.of("axis", Attribute.of(0));
        String shape = add("Concat", name + ".shape", axis, count, longs(1, 1));
        return add("Expand", name, Map.of(), some, shape);
    }

    private String reshaped() {
        String rows = add("Reshape", "rows", Map.of(), "image", longs(-1, 2, 2, 3, 2));
        String cells = add("Transpose", "cells", Map.of("perm", Attribute.ofInts(0, 1, 3, 2, 4)), rows);
        String flat = add("Reshape", "flat", Map.of(), cells, longs(-1, 6, 4));
        return add("MatMul", "tokens", Map.of(), flat, floats("patch", 4, WIDTH));
    }

    /** {@code [N, 7, 8]}: a class token, then 2 x 3 patches. */
    private String patches() {
        return behind(convolved(2, 2), 1);
    }

    private String convolved(int height, int width) {
        Map<String, Attribute> cut = Map.of("strides", Attribute.ofInts(height, width));
        String cells = add("Conv", "cells", cut, "image", floats("patch", WIDTH, 1, height, width));
        String flat = add("Reshape", "flat", Map.of(), cells, longs(0, WIDTH, -1));
        return add("Transpose", "tokens", Map.of("perm", Attribute.ofInts(0, 2, 1)), flat);
    }

    /** The tokens of patches behind others that are the same for every picture. */
    private String behind(String tokens, int others) {
        String some = add("Slice", "one", Map.of(), tokens, longs(0), longs(1), longs(1));
        String none = add("Mul", "none", Map.of(), some, zero());
        String start = add("Add", "start", Map.of(), none, floats("class", 1, others, WIDTH));
        return add("Concat", "sequence", Map.of("axis", Attribute.of(1)), start, tokens);
    }

    private String zero() {
        weights.add(new Weight.Inline("zero", Tensor.of(new float[1], 1)));
        return "zero";
    }

    private String read(String name, String tokens, long row) {
        weights.add(new Weight.Inline(name + ".row", Tensor.scalar(row)));
        return add("Gather", name, Map.of("axis", Attribute.of(1)), tokens, name + ".row");
    }

    private String layers(String tower, String start, int tokens) {
        String stream = start;
        for (int l = 0; l < LAYERS; l++) {
            String at = tower + l + ".";
            String mixed = attention(at, stream, tokens);
            String projected = add("MatMul", at + "projected", Map.of(), mixed, floats(at + "out", WIDTH, WIDTH));
            String biased = add("Add", at + "biased", Map.of(), projected, floats(at + "bias", WIDTH));
            String sum = add("Add", at + "sum", Map.of(), biased, stream);
            String bent = add("Tanh", at + "bent", Map.of(), linear(at + "mlp", sum, WIDTH));
            stream = add("Add", at + "stream", Map.of(), bent, sum);
        }
        return stream;
    }

    private String attention(String at, String x, int tokens) {
        String matrix = floats(at + "qkv", WIDTH, 3 * WIDTH);
        String bias = floats(at + "qkv.bias", 3 * WIDTH);
        Map<String, Attribute> heads = Map.of("num_heads", Attribute.of(HEADS));
        if (form == Form.FUSED) {
            return add("com.microsoft", "Attention", at + "mixed", heads, x, matrix, bias);
        }
        String all = add("Add", at + "all", Map.of(), add("MatMul", at + "each", Map.of(), x, matrix), bias);
        String q = part(at + "q", all, 0);
        String k = part(at + "k", all, 1);
        String v = part(at + "v", all, 2);
        return switch (form) {
            case MULTI_HEAD -> add("com.microsoft", "MultiHeadAttention", at + "mixed", heads, q, k, v);
            case STANDARD ->
                add(
                        "Attention",
                        at + "mixed",
                        Map.of("q_num_heads", Attribute.of(HEADS), "kv_num_heads", Attribute.of(HEADS)),
                        q,
                        k,
                        v);
            default -> spelled(at, q, k, v, tokens);
        };
    }

    private String spelled(String at, String q, String k, String v, int tokens) {
        String queries = split(at + "queries", q, tokens);
        String keys = split(at + "keys", k, tokens);
        String values = split(at + "values", v, tokens);
        weights.add(new Weight.Inline(at + "scale", Tensor.of(new float[] {(float) Math.sqrt(SIZE)}, 1)));
        String scores = add("Div", at + "scores", Map.of(), scores(at, queries, keys), at + "scale");
        String attention = add("Softmax", at + "attention", Map.of("axis", Attribute.of(-1)), scores);
        String mixed = form == Form.EINSUM
                ? add("Einsum", at + "mixed", equation("nhij,nhjd->nhid"), attention, values)
                : add("MatMul", at + "mixed", Map.of(), attention, values);
        String apart = form == Form.FOLDED
                ? add("Reshape", at + "apart", Map.of(), mixed, longs(-1, HEADS, tokens, SIZE))
                : mixed;
        String turned = add("Transpose", at + "back", Map.of("perm", Attribute.ofInts(0, 2, 1, 3)), apart);
        return add("Reshape", at + "joined", Map.of(), turned, longs(-1, tokens, WIDTH));
    }

    private String scores(String at, String queries, String keys) {
        if (form == Form.EINSUM) {
            return add("Einsum", at + "product", equation("nhid,nhjd->nhij"), queries, keys);
        }
        long[] swap = form == Form.FOLDED ? new long[] {0, 2, 1} : new long[] {0, 1, 3, 2};
        String turned = add("Transpose", at + "keys.turned", Map.of("perm", Attribute.ofInts(swap)), keys);
        return add("MatMul", at + "product", Map.of(), queries, turned);
    }

    private static Map<String, Attribute> equation(String equation) {
        return Map.of("equation", Attribute.of(equation));
    }

    private String split(String name, String x, int tokens) {
        String apart = add("Reshape", name + ".apart", Map.of(), x, longs(-1, tokens, HEADS, SIZE));
        String heads = add("Transpose", name + ".heads", Map.of("perm", Attribute.ofInts(0, 2, 1, 3)), apart);
        return form == Form.FOLDED ? add("Reshape", name, Map.of(), heads, longs(-1, tokens, SIZE)) : heads;
    }

    private String part(String name, String all, int third) {
        return add("Slice", name, Map.of(), all, longs(third * WIDTH), longs((third + 1) * WIDTH), longs(2));
    }

    private String linear(String name, String x, int width) {
        return add("MatMul", name, Map.of(), x, floats(name + ".matrix", WIDTH, width));
    }

    private void input(String name, ElementType type, long... dims) {
        List<ValueInfo.Dim> all = new ArrayList<>();
        all.add(new ValueInfo.Dim.Symbol("N"));
        for (long dim : dims) {
            all.add(new ValueInfo.Dim.Known(dim));
        }
        inputs.add(new ValueInfo(name, type, Optional.of(all)));
    }

    private String add(String operator, String output, Map<String, Attribute> attributes, String... from) {
        return add("", operator, output, attributes, from);
    }

    private String add(
            String domain, String operator, String output, Map<String, Attribute> attributes, String... from) {
        nodes.add(new Node("node/" + output, domain, operator, "", List.of(from), List.of(output), attributes));
        return output;
    }

    private String longs(long... values) {
        String name = "longs." + weights.size();
        weights.add(new Weight.Inline(name, Tensor.of(values, values.length)));
        return name;
    }

    /** Numbers that depend on the name alone, so that every form has the same weights. */
    private String floats(String name, long... dims) {
        int size = 1;
        for (long dim : dims) {
            size *= (int) dim;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (0.6 * Math.sin(1.7 * i + name.hashCode() % 100));
        }
        weights.add(new Weight.Inline(name, Tensor.of(values, dims)));
        return name;
    }

    private Path write(String output, Path file) {
        ValueInfo logits = new ValueInfo(output, ElementType.FLOAT, Optional.empty());
        Graph graph = new Graph("transformer", inputs, List.of(logits), weights, nodes, List.of());
        Map<String, Long> opsets = Map.of("", form == Form.STANDARD ? 23L : 18L, "com.microsoft", 1L);
        ModelWriter.write(new Model(10, "tests", opsets, graph, List.of(), Map.of()), file);
        return file;
    }
}
