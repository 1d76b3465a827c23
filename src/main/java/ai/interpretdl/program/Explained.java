package ai.interpretdl.program;

import ai.interpretdl.autodiff.Backward;
import ai.interpretdl.autodiff.GraphBuilder;
import ai.interpretdl.autodiff.RevealCancel;
import ai.interpretdl.autodiff.Rule;
import ai.interpretdl.autodiff.Rules;
import ai.interpretdl.autodiff.Twin;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * All that an algorithm may ask: scores, gradients and inner values of the model, sample axes, draws. Whatever it does not ask for, the
 * model need not have: an algorithm that only scores runs on models without gradient rules.
 */
public final class Explained extends Draws {
    private final Subject subject;
    private final Rules rules;
    private final ModelCalls calls;
    /** Follows the names of what is fed for the target, of which there may be several. */
    private final String mark;

    Explained(Trace trace, Subject subject) {
        this(subject, "", subject.rules(), Optional.empty(), ModelCalls.of(trace, subject));
    }

    private Explained(Subject subject, String mark, Rules rules, Optional<Part> seeds, ModelCalls calls) {
        super(calls.trace(), subject, seeds);
        this.subject = subject;
        this.mark = mark;
        this.rules = rules;
        this.calls = calls;
    }

    private GraphBuilder g() {
        return trace().graph();
    }

    /** The names of the explained values, in the order of the bundle. */
    public List<String> names() {
        return calls.explained();
    }

    /** For each of them the model's input that it belongs to. */
    public List<String> inputNames() {
        return names().equals(subject.explained()) ? subject.belongsTo() : names();
    }

    /** The explained input: a bundle of one tensor for each name. */
    public Expr input() {
        return calls.input();
    }

    /** A weight by its name in the file, the same for all rows. */
    public Expr weight(String name) {
        return calls.weight(name);
    }

    /** The embedding of other token ids, for an explained value that is an embedding. */
    public Expr embedding(int index, Expr ids) {
        return calls.instead(Map.of(inputNames().get(index), ids)).result(names().get(index));
    }

    /**
     * The target's score of other inputs.
     *
     * @param replaced inputs of the model by name; the others stay
     */
    public Expr scoreWith(Map<String, Expr> replaced) {
        return Scoring.of(this, calls.instead(replaced), subject);
    }

    /** The number that a given output of the model would get; of a loss it cannot be told. */
    public Expr scoreOf(Expr output) {
        return Scoring.of(this, output, subject.target());
    }

    /** The target's score: a number a row. */
    public Expr score(Expr x) {
        return Scoring.of(this, calls.at(x), subject);
    }

    /** The output that is explained, in the form asked for, without the batch axis. */
    public Expr output(Expr x) {
        return OutputForms.of(calls.at(x), subject);
    }

    /** An inner value, or another output, by its name in the file. */
    public Expr activation(String value, Expr x) {
        return calls.at(x).result(value);
    }

    /** Whether an inner value differs from one input to another: it is not made of weights and shapes alone. */
    public boolean varies(String value, Expr x) {
        return calls.at(x).value(value).varies();
    }

    /** Whether the score is computed from an inner value, among others. */
    public boolean leadsToScore(String value, Expr x) {
        ModelCall call = calls.through(x, List.of(value));
        Value score = Scoring.of(this, call, subject).part().value();
        Value place = call.value(value);
        return score == place
                || Backward.ancestors(List.of(score)).stream()
                        .anyMatch(
                                o -> o.inputs().contains(place) || o.captures().containsValue(place));
    }

    /** How many pieces of a row lie along the batch axis of a value, as the windows of a Swin transformer do; 1 where the axis counts rows. */
    public long piecesOfARow(String value, Expr x) {
        return calls.at(x).piecesOfARow(value);
    }

    /** The cells of the convolutions that a value comes from, in the order in which they run. */
    public List<Extent> cells(String value, Expr x) {
        return Extent.ofConvolutions(calls.at(x).value(value));
    }

    /** Where tokens of the first explained input may stand among a value's, of {@code [tokens, C]} a row, as far as the graph tells. */
    public List<TokenRun> tokenRuns(String value, Expr x) {
        ModelCall call = calls.at(x);
        Shape row = call.result(value).shape();
        return row.rank() == 2 ? TokenRun.of(call.value(value), call.fed(names().get(0)), row.dim(0)) : List.of();
    }

    /** Whether the pieces of a row that a value is made of were cut from a picture that was rolled by half of one. */
    public boolean isRolled(String value) {
        return Rolling.isBefore(subject.graph(), subject.inputs().keySet(), value);
    }

    /** The gradient of the score with respect to the explained input. */
    public Expr gradient(Expr x) {
        return gradientOf(score(x), x);
    }

    /** The gradient of the score with respect to an inner value. */
    public Expr gradient(Expr x, String value) {
        return gradients(x, List.of(value)).get(0);
    }

    /**
     * The gradients of the score with respect to several inner values or weights, in one walk.
     *
     * @param values by their names in the file; weights of a call with one row
     */
    public List<Expr> gradients(Expr x, List<String> values) {
        ModelCall call = calls.through(x, values);
        Expr score = Scoring.of(this, call, subject);
        List<Value> places = values.stream().map(call::value).toList();
        return unfolded(
                call, values, Backward.gradients(g(), rules, score.part().value(), places));
    }

    private static List<Expr> unfolded(ModelCall call, List<String> names, List<Value> found) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> call.unfold(names.get(i), found.get(i)))
                .toList();
    }

    /** The attention maps that lead to the explained output, in the order in which they run. */
    public List<AttentionMap> attention(Expr x) {
        return new AttentionMaps(calls.at(x), subject.output()).found();
    }

    /**
     * The attention maps that names or globs choose, of values or nodes; those found by structure when there are none.
     *
     * @throws IllegalArgumentException when one chooses nothing
     */
    public List<AttentionMap> attention(Expr x, List<String> layers) {
        return layers.isEmpty() ? attention(x) : new AttentionMaps(calls.at(x), subject.output()).named(layers);
    }

    /** The gradients of the score with respect to attention maps at {@code x}, each {@code [H, T, S]}, in one walk. */
    public List<Expr> attentionGradients(Expr x, List<AttentionMap> maps) {
        List<Value> inner = maps.stream().map(AttentionMap::value).toList();
        List<Value> found = Backward.gradients(g(), rules, score(x).part().value(), inner);
        return IntStream.range(0, maps.size())
                .mapToObj(i -> maps.get(i).byHeads(found.get(i)))
                .toList();
    }

    /** The gradient of any number computed from the model at {@code x} with respect to {@code x}. */
    public Expr gradientOf(Expr number, Expr x) {
        return atFed(
                calls.at(x),
                places -> Backward.gradients(g(), rules, number.part().value(), places));
    }

    /** What flows back to what a call is fed for the explained values. */
    private Expr atFed(ModelCall call, UnaryOperator<List<Value>> pull) {
        List<Value> places = names().stream().map(call::fed).toList();
        return Expr.bundle(unfolded(call, names(), pull.apply(places)));
    }

    /**
     * What flows back from the score when rules may compare each value with what it is at a reference.
     *
     * @param reference shaped like {@code x}; for every sample and row of either
     * @param overlay rules in place of the derivative's, from the values at the reference
     */
    public Expr gradientAgainst(Expr x, Expr reference, Function<Twin, Map<String, Rule>> overlay) {
        return against(
                x,
                reference,
                (twin, score, places) -> Backward.gradients(g(), rules.with(overlay.apply(twin)), score, places));
    }

    /** DeepLIFT's multipliers with what rises and what falls followed apart; see {@link RevealCancel}. */
    public Expr revealCancel(Expr x, Expr reference) {
        return against(
                x, reference, (twin, score, places) -> RevealCancel.multipliers(g(), rules, twin, score, places));
    }

    @FunctionalInterface
    private interface Comparison {
        List<Value> pull(Twin twin, Value score, List<Value> places);
    }

    private Expr against(Expr x, Expr reference, Comparison comparison) {
        Expr here = x.besides(reference);
        Expr there = reference.besides(x);
        Value score = score(here).part().value();
        ModelCall call = calls.at(here);
        ModelCall other = calls.at(there);
        Map<Value, Value> replaced = new HashMap<>();
        names().forEach(name -> replaced.put(call.fed(name), other.fed(name)));
        Twin twin = Twin.of(g(), score, replaced);
        return atFed(call, places -> comparison.pull(twin, score, places));
    }

    /** The score itself walked back to {@code x}, by rules that share it out. */
    public Expr relevance(Expr x) {
        Value score = score(x).part().value();
        return atFed(calls.at(x), places -> Backward.pull(g(), rules, Map.of(score, score), places));
    }

    /** The same model, walked backward by other rules. */
    public Explained with(Rules other) {
        return new Explained(subject, mark, other, seeds(), calls);
    }

    /**
     * The same model asked about another target: for an equation that is written once more, with the same sample axes and draws, so that
     * all targets share the forward passes.
     *
     * @param number tells the targets apart
     */
    public Explained again(int number, Target other) {
        trace().again();
        return new Explained(subject.with(other), "." + number, rules, seeds(), calls);
    }

    /** The same model, for an equation that is written once more about another input: with the same sample axes and draws. */
    public Explained again() {
        trace().again();
        return this;
    }

    /**
     * The same model with draws of its own for each sample of an axis: what a run draws whose seed is larger by the sample's number, so that
     * an equation is asked under many seeds by one program.
     */
    public Explained seeded(Samples axis) {
        return seeded(index(axis));
    }

    /**
     * The same model with the draws of a run whose seed is larger by a number, which may be another for each sample.
     *
     * @param more INT64 {@code []}
     */
    public Explained seeded(Expr more) {
        return new Explained(subject, mark, rules, Optional.of(more.part()), calls);
    }

    /**
     * The same model with other weights in place of some.
     *
     * @param others by their names in the file; what differs from sample to sample does so along axes {@link #oneByOne}
     */
    public Explained withWeights(Map<String, Expr> others) {
        return new Explained(subject, mark, rules, seeds(), calls.with(others));
    }

    public Rules rules() {
        return rules;
    }

    /** The same model, explained from an inner value on, or at a weight. */
    public Explained above(String value) {
        return new Explained(subject, mark, rules, seeds(), calls.above(value));
    }

    /** The class with the largest output at the input itself, summed over what lies behind the classes; INT64 {@code []}. */
    public Expr predicted() {
        Expr output = output(input());
        int[] behind = IntStream.range(1, output.shape().rank()).toArray();
        return (behind.length == 0 ? output : output.sum(behind)).largest();
    }

    /** The number N of rows. */
    long rows() {
        return trace().rows();
    }

    /** A class for each row, INT64 {@code []}. */
    Expr classes(String name, Tensor each) {
        return new Expr(trace(), new Part(trace().feed(name + mark, each), List.of(), true));
    }
}
