package ai.interpretdl.testing;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.ValueInfo.Dim;
import ai.interpretdl.tensor.ElementType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Small tree ensembles as scikit-learn's converter writes them, and the same trees walked in Java. Tree t asks in each of its three inner nodes about another
 * feature; its four leaves add to the regressor's value, or to the votes for two classes.
 */
public final class TreeModel {
    /** The number of features. */
    public static final int FEATURES = 5;

    private static final int TREES = 4;
    private static final int NODES = 7;

    /** What the trees are made into. */
    public enum Kind {
        REGRESSOR,
        CLASSIFIER
    }

    private TreeModel() {}

    /** Writes a file {@code KIND.onnx} for each kind. */
    public static void write(Path folder) {
        for (Kind kind : Kind.values()) {
            List<String> outputs = kind == Kind.REGRESSOR ? List.of("value") : List.of("label", "probabilities");
            Node trees = trees(kind, outputs);
            List<ValueInfo> results = new ArrayList<>();
            for (String output : outputs) {
                ElementType type = output.equals("label") ? ElementType.INT64 : ElementType.FLOAT;
                results.add(new ValueInfo(output, type, Optional.empty()));
            }
            ValueInfo input = new ValueInfo(
                    "x", ElementType.FLOAT, Optional.of(List.of(new Dim.Symbol("N"), new Dim.Known(FEATURES))));
            Graph graph = new Graph("trees", List.of(input), results, List.of(), List.of(trees), List.of());
            ModelWriter.write(
                    new Model(8, "trees", Map.of("", 18L, "ai.onnx.ml", 3L), graph, List.of(), Map.of()),
                    folder.resolve(kind + ".onnx"));
        }
    }

    private static Node trees(Kind kind, List<String> outputs) {
        String operator = "TreeEnsemble" + (kind == Kind.REGRESSOR ? "Regressor" : "Classifier");
        return ml(operator, "x", outputs, attributes(kind));
    }

    private static Node ml(String operator, String input, List<String> outputs, Map<String, Attribute> attributes) {
        return new Node("makes " + outputs.get(0), "ai.onnx.ml", operator, "", List.of(input), outputs, attributes);
    }

    /**
     * A pipeline as scikit-learn's converter writes it for a table of mixed columns: {@code numbers} FLOAT [N, 2] are centred on 1 and halved, {@code
     * kind} INT64 [N, 1] of 3 and 7 and {@code city} STRING [N, 1] of Rome become columns of 0 and 1, and the regressor's trees read them all.
     */
    public static Path writePipeline(Path folder) {
        List<Node> nodes = List.of(
                ml(
                        "Scaler",
                        "numbers",
                        List.of("scaled"),
                        Map.of("offset", floats(List.of(1f, 1f)), "scale", floats(List.of(0.5f, 0.5f)))),
                ml("OneHotEncoder", "kind", List.of("kinds"), Map.of("cats_int64s", Attribute.ofInts(3, 7))),
                ml(
                        "OneHotEncoder",
                        "city",
                        List.of("cities"),
                        Map.of("cats_strings", new Attribute.OfStrings(List.of("Rome")))),
                Node.of("Flatten", List.of("kinds"), List.of("flat kinds"), Map.of()),
                Node.of("Flatten", List.of("cities"), List.of("flat cities"), Map.of()),
                Node.of(
                        "Concat",
                        List.of("scaled", "flat kinds", "flat cities"),
                        List.of("x"),
                        Map.of("axis", Attribute.of(1L))),
                trees(Kind.REGRESSOR, List.of("value")));
        List<ValueInfo> inputs = List.of(
                column("numbers", ElementType.FLOAT, 2),
                column("kind", ElementType.INT64, 1),
                column("city", ElementType.STRING, 1));
        List<ValueInfo> results = List.of(new ValueInfo("value", ElementType.FLOAT, Optional.empty()));
        Graph graph = new Graph("pipeline", inputs, results, List.of(), nodes, List.of());
        Path file = folder.resolve("pipeline.onnx");
        ModelWriter.write(new Model(8, "trees", Map.of("", 18L, "ai.onnx.ml", 3L), graph, List.of(), Map.of()), file);
        return file;
    }

    private static ValueInfo column(String name, ElementType type, long width) {
        return new ValueInfo(name, type, Optional.of(List.of(new Dim.Symbol("N"), new Dim.Known(width))));
    }

    private static Map<String, Attribute> attributes(Kind kind) {
        List<Long> trees = new ArrayList<>();
        List<Long> nodes = new ArrayList<>();
        List<Long> features = new ArrayList<>();
        List<Float> thresholds = new ArrayList<>();
        List<String> modes = new ArrayList<>();
        List<Long> lower = new ArrayList<>();
        List<Long> upper = new ArrayList<>();
        for (int tree = 0; tree < TREES; tree++) {
            for (int node = 0; node < NODES; node++) {
                boolean leaf = node >= 3;
                trees.add((long) tree);
                nodes.add((long) node);
                features.add(leaf ? 0L : feature(tree, node));
                thresholds.add(leaf ? 0f : threshold(tree, node));
                modes.add(leaf ? "LEAF" : "BRANCH_LEQ");
                lower.add(leaf ? 0L : 2L * node + 1);
                upper.add(leaf ? 0L : 2L * node + 2);
            }
        }
        Map<String, Attribute> attributes = new HashMap<>();
        attributes.put("nodes_treeids", ints(trees));
        attributes.put("nodes_nodeids", ints(nodes));
        attributes.put("nodes_featureids", ints(features));
        attributes.put("nodes_values", floats(thresholds));
        attributes.put("nodes_modes", new Attribute.OfStrings(modes));
        attributes.put("nodes_truenodeids", ints(lower));
        attributes.put("nodes_falsenodeids", ints(upper));
        String word = kind == Kind.REGRESSOR ? "target_" : "class_";
        leaves(kind, word, attributes);
        return attributes;
    }

    private static void leaves(Kind kind, String word, Map<String, Attribute> attributes) {
        List<Long> trees = new ArrayList<>();
        List<Long> nodes = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        List<Float> weights = new ArrayList<>();
        for (int tree = 0; tree < TREES; tree++) {
            for (int leaf = 0; leaf < 4; leaf++) {
                for (int id = 0; id < (kind == Kind.REGRESSOR ? 1 : 2); id++) {
                    trees.add((long) tree);
                    nodes.add(3L + leaf);
                    ids.add((long) id);
                    weights.add((float) weight(kind, tree, leaf, id));
                }
            }
        }
        attributes.put(word + "treeids", ints(trees));
        attributes.put(word + "nodeids", ints(nodes));
        attributes.put(word + "ids", ints(ids));
        attributes.put(word + "weights", floats(weights));
        attributes.put("post_transform", Attribute.of("NONE"));
        if (kind == Kind.REGRESSOR) {
            attributes.put("n_targets", Attribute.of(1L));
        } else {
            attributes.put("classlabels_int64s", Attribute.ofInts(0, 1));
        }
    }

    private static Attribute ints(List<Long> values) {
        return Attribute.ofInts(values.stream().mapToLong(Long::longValue).toArray());
    }

    private static Attribute floats(List<Float> values) {
        return new Attribute.OfFloats(values);
    }

    private static long feature(int tree, int node) {
        return (2L * tree + 3L * node) % FEATURES;
    }

    private static float threshold(int tree, int node) {
        return 0.25f * ((tree + 2 * node) % 5) - 0.4f;
    }

    private static double weight(Kind kind, int tree, int leaf, int id) {
        double value = Math.rint(64 * Math.sin(1.0 + 4 * tree + leaf)) / 64;
        double share = (value + 1) / (2 * TREES);
        return kind == Kind.REGRESSOR ? value : id == 1 ? share : 1.0 / TREES - share;
    }

    /** The regressor's value, or the classifier's vote for class 1. */
    public static double score(Kind kind, double[] x) {
        double score = 0;
        for (int tree = 0; tree < TREES; tree++) {
            int node = 0;
            while (node < 3) {
                node = 2 * node + (x[(int) feature(tree, node)] <= threshold(tree, node) ? 1 : 2);
            }
            score += weight(kind, tree, node - 3, 1);
        }
        return score;
    }
}
