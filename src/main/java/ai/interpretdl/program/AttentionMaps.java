package ai.interpretdl.program;

import ai.interpretdl.autodiff.AttentionFinder;
import ai.interpretdl.autodiff.AttentionSite;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.onnx.Glob;
import ai.interpretdl.onnx.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The attention maps of one call of a model: those that the structure shows, or values that somebody names. */
final class AttentionMaps {
    private final ModelCall call;
    private final List<AttentionMap> found;

    AttentionMaps(ModelCall call, String output) {
        this.call = call;
        this.found = AttentionFinder.find(List.of(call.value(output))).stream()
                .map(site -> map(site.softmax().origin(), site.weights(), Optional.of(site)))
                .toList();
    }

    List<AttentionMap> found() {
        return found;
    }

    /**
     * Those that patterns name, in the order in which they run: found ones by the name of value or node; a pattern that names none of
     * them names values of the file.
     *
     * @throws IllegalArgumentException for a pattern that names nothing, or something else
     */
    List<AttentionMap> named(List<String> patterns) {
        Set<AttentionMap> chosen = new HashSet<>();
        for (String pattern : patterns) {
            Predicate<String> glob = Glob.of(pattern);
            List<AttentionMap> matching = found.stream()
                    .filter(map -> glob.test(map.name()) || glob.test(map.node()))
                    .toList();
            chosen.addAll(matching.isEmpty() ? values(pattern, glob) : matching);
        }
        return chosen.stream()
                .sorted(Comparator.comparingInt(map -> map.value().id()))
                .toList();
    }

    private List<AttentionMap> values(String pattern, Predicate<String> glob) {
        List<AttentionMap> maps = new ArrayList<>();
        for (Node node : call.nodes()) {
            String name = node.outputs().get(0);
            if (glob.test(name) || glob.test(node.name())) {
                Value value = call.value(name);
                if (value.rank() < 2 || !value.type().isFloating()) {
                    throw new IllegalArgumentException("layers names [" + name + "], which is " + value.type()
                            + value.shape() + " and no attention of [N, H, T, T]");
                }
                maps.add(map(Optional.of(node), value, Optional.empty()));
            }
        }
        if (maps.isEmpty()) {
            throw new IllegalArgumentException(
                    "layers names [" + pattern + "], which is no value of the model; attention" + " was found in "
                            + found.stream().map(AttentionMap::name).toList());
        }
        return maps;
    }

    private AttentionMap map(Optional<Node> node, Value value, Optional<AttentionSite> site) {
        String name = node.map(n -> n.outputs().get(0)).orElse(value.toString());
        return new AttentionMap(name, node.map(Node::name).orElse(""), value, site, call);
    }
}
