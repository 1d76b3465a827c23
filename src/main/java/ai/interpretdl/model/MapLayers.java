package ai.interpretdl.model;

import ai.interpretdl.onnx.Node;
import ai.interpretdl.program.Extent;
import ai.interpretdl.tensor.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the layer of a class activation map from the graph: the last value that lies over the picture and through which everything
 * passes that the output knows of it.
 *
 * <p>Of a transformer with a class token that is the stream of tokens before the last attention: after it the tokens of the picture have
 * no way to the output. Of a model whose output is a map itself (a segmentation, a detector's heat map) it is the last before its last layer.
 */
final class MapLayers {
    /** Counts of paths are compared modulo this prime: that two different counts agree is a chance of one in 2³¹. */
    private static final long PRIME = Integer.MAX_VALUE;

    private static final Set<String> ATTENTION = Set.of("Softmax", "Attention", "MultiHeadAttention");
    private static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "MatMul", "Gemm");

    /** Their outputs tell of a tensor's size, not of what is in it. */
    private static final Set<String> SIZES = Set.of("Shape", "Size");

    private final Model model;
    private final List<Node> nodes;
    private final List<Layer> layers;
    private final Set<String> ancestors;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Optional<Shape> input;
    private final Map<String, List<Extent>> convolutions;

    /**
     * @param layers all of the model's, in their order
     * @param ancestors the values that the output is computed from
     */
    MapLayers(Model model, List<Layer> layers, Set<String> ancestors) {
        this.model = model;
        this.nodes = model.graph().nodes();
        this.layers = layers;
        this.ancestors = ancestors;
        for (int i = 0; i < nodes.size(); i++) {
            positions.put(nodes.get(i).outputs().get(0), i);
        }
        this.input = model.seams().stream()
                .filter(seam -> !seam.isEmbedding())
                .flatMap(seam ->
                        model.inputs().stream().filter(port -> port.name().equals(seam.input())))
                .map(SampleInputs::shape)
                .filter(shape -> shape.rank() == 4)
                .map(shape -> shape.slice(1, 4))
                .findFirst();
        this.convolutions = input.isEmpty() ? Map.of() : convolutions();
    }

    String last() {
        boolean text = model.seams().stream().allMatch(Seam::isEmbedding);
        List<Layer> maps =
                text ? List.of() : layers.stream().filter(this::isMap).toList();
        if (maps.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has no value that lies over a picture, such as maps [N, C, h, w] or tokens [N, h·w, C],"
                            + " before its output; name a layer");
        }
        Set<String> gates = gates();
        List<Layer> through =
                maps.stream().filter(layer -> gates.contains(layer.name())).toList();
        Layer last = lastOf(through).orElseGet(() -> lastOf(maps).orElseThrow());
        String output = model.defaultOutput();
        if (maps.stream().anyMatch(layer -> layer.name().equals(output))) {
            int end = lastNode(WEIGHTED, position(output));
            return before(through, end).or(() -> before(maps, end)).orElse(last).name();
        }
        if (hasClassToken(last)) {
            int attention = lastNode(ATTENTION, position(last.name()));
            return before(through, attention).orElse(last).name();
        }
        return last.name();
    }

    /**
     * The last maps as they are read: of tokens that only an attention behind them reads the last value of their shape that all of it passes,
     * which is the normalised one where the transformer normalises first.
     */
    String lastRead() {
        String last = last();
        Layer stream = layers.stream()
                .filter(layer -> layer.name().equals(last))
                .findFirst()
                .orElseThrow();
        int attention = hasClassToken(stream) ? lastNode(ATTENTION, nodes.size() - 1) : -1;
        if (attention < position(last)) {
            return last;
        }
        Set<String> read = gates(Set.of(last), nodes.get(attention).outputs().get(0));
        List<Layer> alike = layers.stream()
                .filter(layer -> layer.dims().equals(stream.dims()) && read.contains(layer.name()))
                .toList();
        return lastOf(alike).orElse(stream).name();
    }

    /** Of the values that lie over a picture and that everything passes, the last of each shape; the latest comes first. */
    List<Layer> ofEachShape() {
        if (input.isEmpty()) {
            return List.of();
        }
        Set<String> gates = gates();
        Map<List<Long>, Layer> latest = new LinkedHashMap<>();
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            if (gates.contains(layer.name()) && isMap(layer)) {
                latest.putIfAbsent(layer.dims(), layer);
            }
        }
        return List.copyOf(latest.values());
    }

    private static Optional<Layer> lastOf(List<Layer> some) {
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(some.size() - 1));
    }

    private int position(String value) {
        return Objects.requireNonNull(positions.get(value), value);
    }

    /** The last node of a kind, up to a position, that the output is computed from; -1 where there is none. */
    private int lastNode(Set<String> operators, int end) {
        int at = end;
        while (at >= 0 && !(operators.contains(nodes.get(at).operator()) && isOnTheWay(nodes.get(at)))) {
            at--;
        }
        return at;
    }

    private boolean isOnTheWay(Node node) {
        return ancestors.contains(node.outputs().get(0));
    }

    private Optional<Layer> before(List<Layer> some, int end) {
        return lastOf(
                some.stream().filter(layer -> position(layer.name()) < end).toList());
    }

    private boolean isMap(Layer layer) {
        boolean onTheWay = ancestors.contains(layer.name()) && positions.containsKey(layer.name());
        return onTheWay
                && layout(layer).map(layout -> isSeveralCells(layer, layout)).orElse(layer.isSpatial());
    }

    private static boolean isSeveralCells(Layer layer, Layout layout) {
        long elements = layer.dims().stream().reduce(1L, (a, b) -> a * b);
        return layout.isSpatial() && elements > layer.dims().get(1 + layout.channelAxis());
    }

    private boolean hasClassToken(Layer layer) {
        return layout(layer)
                .filter(layout -> layout instanceof Layout.Tokens tokens && tokens.hasOthers())
                .isPresent();
    }

    private Optional<Layout> layout(Layer layer) {
        if (input.isEmpty() || layer.dims().size() < 3 || layer.dims().get(0) != 1) {
            return Optional.empty();
        }
        long[] dims = layer.dims().stream().mapToLong(Long::longValue).toArray();
        List<Extent> before = convolutions.getOrDefault(layer.name(), List.of());
        return Optional.of(Layout.onPicture(Shape.of(dims).slice(1, dims.length), input.get(), before));
    }

    /** For each value the cells of the convolutions that it comes from, each once. */
    private Map<String, List<Extent>> convolutions() {
        Map<String, List<Long>> dims = new HashMap<>();
        layers.forEach(layer -> dims.put(layer.name(), layer.dims()));
        Map<String, List<Extent>> found = new HashMap<>();
        for (Node node : nodes) {
            Set<Extent> cells = new LinkedHashSet<>();
            node.inputs().forEach(from -> cells.addAll(found.getOrDefault(from, List.of())));
            List<Long> own = dims.getOrDefault(node.outputs().get(0), List.of());
            if (node.operator().equals("Conv") && own.size() == 4) {
                cells.add(new Extent(own.get(2), own.get(3)));
            }
            node.outputs().forEach(output -> found.put(output, List.copyOf(cells)));
        }
        return found;
    }

    /** The values that every path from an input to the output passes. */
    private Set<String> gates() {
        Set<String> starts = model.seams().stream().map(Seam::value).collect(Collectors.toSet());
        return gates(starts, model.defaultOutput());
    }

    /** The values that every path from one of several to another passes. */
    private Set<String> gates(Set<String> starts, String end) {
        Map<String, Long> from = new HashMap<>();
        starts.forEach(start -> from.put(start, 1L));
        for (Node node : nodes) {
            long paths = SIZES.contains(node.operator()) ? 0 : sum(from, node.inputs());
            node.outputs().forEach(output -> from.putIfAbsent(output, paths));
        }
        Map<String, Long> to = new HashMap<>(Map.of(end, 1L));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            long paths = SIZES.contains(node.operator()) ? 0 : sum(to, node.outputs());
            node.inputs().forEach(input -> to.merge(input, paths, (a, b) -> (a + b) % PRIME));
        }
        long all = from.getOrDefault(end, 0L);
        return from.entrySet().stream()
                .filter(e -> e.getValue() * to.getOrDefault(e.getKey(), 0L) % PRIME == all && all != 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static long sum(Map<String, Long> counts, List<String> values) {
        return values.stream()
                        .mapToLong(value -> counts.getOrDefault(value, 0L))
                        .sum()
                % PRIME;
    }
}
