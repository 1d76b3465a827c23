package ai.interpretdl.program;

import ai.interpretdl.autodiff.AttentionSite;
import ai.interpretdl.autodiff.Backward;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How much each token takes from each other one in a layer, for every head. */
public final class AttentionMap {
    private final String name;
    private final String node;
    private final Value value;
    private final Optional<AttentionSite> site;
    private final ModelCall call;

    AttentionMap(String name, String node, Value value, Optional<AttentionSite> site, ModelCall call) {
        this.name = name;
        this.node = node;
        this.value = value;
        this.site = site;
        this.call = call;
    }

    /** The name of the value in the file: the softmax's, or the first that a fused operator writes. */
    public String name() {
        return name;
    }

    /** The name of the node that writes it, may be empty. */
    public String node() {
        return node;
    }

    /** The inputs of the model that it depends on: the maps of a picture's and of a text's tower differ in them. */
    public Set<String> inputs() {
        Set<Value> sources = Backward.ancestors(List.of(value)).stream()
                .flatMap(o -> o.inputs().stream())
                .collect(Collectors.toSet());
        return call.inputs().entrySet().stream()
                .filter(e -> sources.contains(e.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    Value value() {
        return value;
    }

    /** The number T of tokens that attend. */
    public long tokens() {
        return value.dim(-2);
    }

    /** Whether the tokens attend to as many: to themselves, and not to those of an encoder. */
    public boolean isSquare() {
        return value.dim(-1) == value.dim(-2);
    }

    /** Whether only tokens within a window see each other: {@code [N·windows, H, T, T]} with several windows. */
    public boolean isWindowed() {
        return value.rank() == 4 && call.piecesOfARow(value) > 1;
    }

    /** The only token that the output reads behind this layer, where the graph says so. */
    public Optional<Long> rowRead() {
        return site.flatMap(AttentionSite::row);
    }

    /** The cells of the convolutions that the tokens come from, in the order in which they run. */
    public List<Extent> cells() {
        return Extent.ofConvolutions(value);
    }

    /** Where tokens of an explained input may stand among those that attend, as far as the graph tells. */
    public List<TokenRun> tokenRuns(String explained) {
        return TokenRun.of(value, call.fed(explained), tokens());
    }

    /** The weights {@code [H, T, S]}; each row sums to 1 unless the model thins them. */
    public Expr weights() {
        return byHeads(value);
    }

    /** A value of the same layout, heads first. */
    Expr byHeads(Value other) {
        Expr unfolded = call.unfold(other).cast(ElementType.FLOAT);
        Shape own = unfolded.shape();
        long cell = own.dim(-1) * own.dim(-2);
        return unfolded.reshape(own.size() / cell, own.dim(-2), own.dim(-1));
    }

    /**
     * By how much what a token passes on is longer than what it was: {@code ‖v W‖ / ‖z‖} of its values v, all heads joined, the layer's
     * output matrix W and the block's input z, {@code [S]}.
     *
     * @throws IllegalArgumentException when the graph does not show these
     */
    public Expr stretch() {
        AttentionSite.Projection output = site.flatMap(AttentionSite::output)
                .orElseThrow(() -> new IllegalArgumentException("attention " + name
                        + " is not followed by a product with a matrix and a residual sum; use the variant head"));
        Expr values = byHeads(site.orElseThrow().values());
        long heads = values.shape().dim(0);
        long width = values.shape().dim(2);
        Expr joined = values.transpose(1, 0, 2).reshape(values.shape().dim(1), heads * width);
        Expr matrix = call.weight(output.matrix()).cast(ElementType.FLOAT);
        Expr passed = joined.matmul(output.transposed() ? matrix.transpose(1, 0) : matrix);
        return length(passed)
                .overOrZero(length(stream(output.stream(), values.shape().dim(1))));
    }

    private Expr stream(Value stream, long tokens) {
        Expr own = call.unfold(stream).cast(ElementType.FLOAT);
        if (own.shape().rank() != 2 || own.shape().dim(0) != tokens) {
            throw new IllegalArgumentException("the input of the block of attention " + name + " is " + own.shape()
                    + " a row, not a vector for each of " + tokens + " tokens; use the variant head");
        }
        return own;
    }

    private static Expr length(Expr vectors) {
        return vectors.square().sum(1).sqrt();
    }

    @Override
    public String toString() {
        return name + value.shape();
    }
}
