package ai.interpretdl.model;

import ai.interpretdl.autodiff.Inlining;
import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.onnx.Glob;
import ai.interpretdl.onnx.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The inner values of a model, by the names of the original file. */
final class Layers {
    /** The convolution nearest to the output. */
    static final String LAST_CONVOLUTION = "last-convolution";

    /** The default of class activation maps, whatever the card says. */
    static final String LAST_MAPS = "last-maps";

    private static final int NEAR = 5;

    private final Model model;
    private Optional<List<Layer>> listed = Optional.empty();
    private Optional<String> lastMaps = Optional.empty();

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
        Inlining inlining = SampleInputs.graph(model);
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

    String at(int position) {
        int index = position < 0 ? position + all().size() : position;
        if (index < 0 || index >= all().size()) {
            throw new IllegalArgumentException("layer is " + position + "; the model has " + all().size()
                    + " layers, numbered from 0, from the end with -1");
        }
        return all().get(index).name();
    }

    String named(String reference) {
        boolean isInput = model.inputs().stream().anyMatch(port -> port.name().equals(reference));
        if (isInput || model.graph().producer(reference).isPresent()) {
            return reference;
        }
        List<String> ofNode = outputs(node -> node.name().equals(reference));
        if (ofNode.size() == 1) {
            return ofNode.get(0);
        }
        List<String> matching = meant(reference);
        if (!matching.isEmpty()) {
            return matching.get(matching.size() - 1);
        }
        if (reference.equals(LAST_CONVOLUTION)) {
            throw new IllegalArgumentException("the model has no convolution on the way to its output ["
                    + model.defaultOutput() + "]; name a layer, or \"" + LAST_MAPS + "\"");
        }
        throw new IllegalArgumentException("the model has no layer [" + reference + "]"
                + (ofNode.size() > 1 ? " (several nodes have this name)" : "") + "; near are " + near(reference)
                + ". A layer is also a pattern with * and ?, its position, \"" + LAST_CONVOLUTION + "\" or \""
                + LAST_MAPS + "\"");
    }

    /** What a word or a pattern means, the last of them last. */
    private List<String> meant(String reference) {
        if (reference.equals(LAST_MAPS)) {
            return List.of(lastMaps());
        }
        if (reference.equals(LAST_CONVOLUTION)) {
            Set<String> ancestors = ancestors(model.defaultOutput());
            return outputs(node -> node.operator().startsWith("Conv")
                    && ancestors.contains(node.outputs().get(0)));
        }
        if (reference.indexOf('*') < 0 && reference.indexOf('?') < 0) {
            return List.of();
        }
        Predicate<String> pattern = Glob.of(reference);
        return outputs(
                node -> pattern.test(node.name()) || pattern.test(node.outputs().get(0)));
    }

    private List<String> outputs(Predicate<Node> which) {
        return model.graph().nodes().stream()
                .filter(which)
                .map(node -> node.outputs().get(0))
                .toList();
    }

    private List<String> near(String reference) {
        return near(reference, outputs(node -> true));
    }

    /** Of the values that an output is computed from. */
    List<String> near(String reference, String output) {
        Set<String> before = ancestors(output);
        return near(reference, outputs(node -> before.contains(node.outputs().get(0))));
    }

    private static List<String> near(String reference, List<String> among) {
        String asked = reference.toLowerCase(java.util.Locale.ROOT);
        return among.stream()
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

    /** The value whose maps show best what the output is made of. */
    synchronized String lastMaps() {
        if (lastMaps.isEmpty()) {
            lastMaps = Optional.of(new MapLayers(model, all(), ancestors(model.defaultOutput())).last());
        }
        return lastMaps.get();
    }

    /** {@link #lastMaps()}, or what the attention behind them reads of them. */
    String lastRead() {
        return new MapLayers(model, all(), ancestors(model.defaultOutput())).lastRead();
    }

    /** Values whose maps can be shown, one of each shape, the latest first. */
    List<Layer> maps() {
        return new MapLayers(model, all(), ancestors(model.defaultOutput())).ofEachShape();
    }

    /** All values that a value is computed from, itself included. */
    Set<String> ancestors(String value) {
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
