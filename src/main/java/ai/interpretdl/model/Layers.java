package ai.interpretdl.model;

import ai.interpretdl.autodiff.GraphBuilder;
import ai.interpretdl.autodiff.Inlining;
import ai.interpretdl.autodiff.Rebatching;
import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The inner values of a model, by the names of the original file. */
final class Layers {
    private static final int NEAR = 5;
    private static final long UNSAID = 32;

    private final Model model;
    private Optional<List<Layer>> listed = Optional.empty();

    Layers(Model model) {
        this.model = model;
    }

    synchronized List<Layer> all() {
        if (listed.isEmpty()) {
            listed = Optional.of(list());
        }
        return listed.get();
    }

    private List<Layer> list() {
        GraphBuilder builder = new GraphBuilder(model.environment().oracle());
        Map<String, Value> fed = new HashMap<>();
        for (Port port : model.inputs()) {
            long[] dims = new long[port.dims().size()];
            for (int i = 0; i < dims.length; i++) {
                dims[i] = port.dims().get(i) >= 0 ? port.dims().get(i) : i == 0 ? 1 : UNSAID;
            }
            fed.put(port.name(), builder.fed(port.name(), port.type(), Shape.of(dims)));
        }
        Inlining inlining = new Inlining(builder, model.graph(), fed, Rebatching.none());
        List<Layer> layers = new ArrayList<>();
        for (Node node : model.graph().nodes()) {
            if (!node.operator().equals("Constant") && !node.outputs().get(0).isEmpty()) {
                String name = node.outputs().get(0);
                layers.add(new Layer(name, node.name(), node.operator(), dims(inlining, name)));
            }
        }
        return List.copyOf(layers);
    }

    private static List<Long> dims(Inlining inlining, String name) {
        try {
            List<Long> dims = new ArrayList<>();
            for (long dim : inlining.value(name).shape().dims()) {
                dims.add(dim);
            }
            return dims;
        } catch (UnsupportedOperatorException | IllegalArgumentException e) {
            // its shape depends on the data, or on lengths that the file leaves open
            return List.of();
        }
    }

    String named(String reference) {
        boolean isInput = model.inputs().stream().anyMatch(port -> port.name().equals(reference));
        if (isInput || model.graph().producer(reference).isPresent()) {
            return reference;
        }
        List<Node> nodes = model.graph().nodes().stream()
                .filter(node -> node.name().equals(reference))
                .toList();
        if (nodes.size() == 1) {
            return nodes.get(0).outputs().get(0);
        }
        throw new IllegalArgumentException("the model has no layer [" + reference + "]"
                + (nodes.size() > 1 ? " (several nodes have this name)" : "") + "; near are " + near(reference));
    }

    private List<String> near(String reference) {
        String asked = reference.toLowerCase(java.util.Locale.ROOT);
        return model.graph().nodes().stream()
                .map(node -> node.outputs().get(0))
                .sorted(Comparator.comparingInt(name -> distance(asked, name.toLowerCase(java.util.Locale.ROOT))))
                .limit(NEAR)
                .toList();
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    /** The last value of {@code [N, C, h, w]} that the output depends on. */
    String lastSpatial() {
        Set<String> ancestors = ancestors(model.defaultOutput());
        List<Layer> spatial = all().stream()
                .filter(layer -> layer.isSpatial() && ancestors.contains(layer.name()))
                .toList();
        if (spatial.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has no value of [N, C, h, w] before its output; name a layer");
        }
        return spatial.get(spatial.size() - 1).name();
    }

    private Set<String> ancestors(String value) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(value));
        while (!open.isEmpty()) {
            String at = open.remove(open.size() - 1);
            if (seen.add(at)) {
                model.graph()
                        .producer(at)
                        .ifPresent(p -> open.addAll(model.graph().nodes().get(p).inputs()));
            }
        }
        return seen;
    }
}
