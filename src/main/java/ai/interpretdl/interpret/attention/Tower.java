package ai.interpretdl.interpret.attention;

import ai.interpretdl.program.AttentionMap;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Layers of self-attention over the same tokens.
 *
 * @param scope how it was chosen
 * @param maps of the layers that count, from the input to the output
 * @param explained which of the explained values it reads, by their place in the bundle
 */
public record Tower(Scope scope, List<AttentionMap> maps, List<Integer> explained) {
    public Tower {
        maps = List.copyOf(maps);
        explained = List.copyOf(explained);
    }

    /**
     * The towers of a model that read something explained: maps that depend on the same inputs belong together.
     *
     * @throws IllegalArgumentException when there is none, or when one is not of self-attention over all tokens
     */
    static List<Tower> of(Explained f, Expr x, Scope scope) {
        List<AttentionMap> found = f.attention(x, scope.layers());
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "no attention is found in this model: no softmax between two products of values, and no fused"
                            + " attention. If it has some, name its maps in layers");
        }
        Map<Set<String>, List<AttentionMap>> byInputs = new LinkedHashMap<>();
        found.forEach(map -> byInputs.computeIfAbsent(map.inputs(), inputs -> new ArrayList<>())
                .add(map));
        List<Tower> towers = byInputs.entrySet().stream()
                .map(e -> of(scope, e.getValue(), read(f, e.getKey())))
                .filter(tower -> !tower.explained.isEmpty())
                .toList();
        if (towers.isEmpty()) {
            throw new IllegalArgumentException("no attention depends on " + f.inputNames() + ", which are explained");
        }
        return towers;
    }

    private static List<Integer> read(Explained f, Set<String> inputs) {
        return IntStream.range(0, f.names().size())
                .filter(i -> inputs.contains(f.names().get(i)))
                .boxed()
                .toList();
    }

    private static Tower of(Scope scope, List<AttentionMap> maps, List<Integer> explained) {
        maps.forEach(map -> check(map, maps.get(0)));
        return new Tower(scope, scope.counted(maps), explained);
    }

    private static void check(AttentionMap map, AttentionMap first) {
        if (map.isWindowed()) {
            throw new IllegalArgumentException(
                    "attention " + map.name()
                            + " is within windows, so layers cannot be multiplied; a class activation map explains such a model");
        }
        if (!map.isSquare() || map.tokens() != first.tokens()) {
            throw new IllegalArgumentException("attention " + map + " and " + first
                    + " are not of the same tokens to themselves; name those of one side in layers");
        }
    }

    /** The number T of tokens. */
    public long tokens() {
        return maps.get(0).tokens();
    }

    public AttentionMap last() {
        return maps.get(maps.size() - 1);
    }

    /** The last layer's map at another input. */
    AttentionMap lastAt(Explained f, Expr x) {
        return f.attention(x, scope.layers()).stream()
                .filter(map -> map.name().equals(last().name()))
                .findFirst()
                .orElseThrow();
    }

    /** The identity {@code [T, T]}: what a token keeps in the residual stream. */
    Expr identity() {
        int tokens = Math.toIntExact(tokens());
        float[] ones = new float[tokens * tokens];
        for (int i = 0; i < tokens; i++) {
            ones[i * tokens + i] = 1;
        }
        return last().weights().constant(Tensor.of(ones, tokens, tokens));
    }

    /** {@code [1, T]} as {@code [T]}. */
    Expr flat(Expr row) {
        return row.reshape(tokens());
    }
}
