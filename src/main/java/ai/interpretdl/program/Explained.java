package ai.interpretdl.program;

import ai.interpretdl.autodiff.Backward;
import ai.interpretdl.autodiff.GraphBuilder;
import ai.interpretdl.autodiff.RevealCancel;
import ai.interpretdl.autodiff.Rule;
import ai.interpretdl.autodiff.Rules;
import ai.interpretdl.autodiff.Twin;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * All that an algorithm may ask: scores, gradients and inner values of the model, sample axes, draws. Whatever it does not ask for, the
 * model need not have: an algorithm that only scores runs on models without gradient rules.
 */
public final class Explained extends Draws {
    private final Subject subject;
    private final List<String> explained;
    private final Rules rules;
    private final Calls calls;
    private final Map<String, Part> weights;
    /** Follows the names of what is fed for the target, of which there may be several. */
    private final String mark;

    /** The model at all places of a program so far, which other views of it share. */
    private record Calls(Map<Asked, ModelCall> all, RowAxes rowAxes) {}

    /** What tells calls of the model apart. */
    private record Asked(Map<String, Part> feeds, boolean spelledOut) {}

    Explained(Trace trace, Subject subject) {
        this(
                trace,
                subject,
                "",
                subject.explained(),
                subject.rules(),
                Optional.empty(),
                new Calls(new HashMap<>(), new RowAxes(subject)),
                Map.of());
    }

    private Explained(
            Trace trace,
            Subject subject,
            String mark,
            List<String> explained,
            Rules rules,
            Optional<Part> seeds,
            Calls calls,
            Map<String, Part> weights) {
        super(trace, subject, seeds);
        this.subject = subject;
        this.mark = mark;
        this.explained = explained;
        this.rules = rules;
        this.calls = calls;
        this.weights = weights;
    }

    private GraphBuilder g() {
        return trace().graph();
    }

    /** The names of the explained values, in the order of the bundle. */
    public List<String> names() {
        return explained;
    }

    /** For each of them the model's input that it belongs to. */
    public List<String> inputNames() {
        return explained.equals(subject.explained()) ? subject.belongsTo() : explained;
    }

    /** The explained input: a bundle of one tensor for each name. */
    public Expr input() {
        return Expr.bundle(explained.stream()
                .map(name ->
                        isInner(name) ? own(name) : subject.graph().weight(name).isPresent() ? weight(name) : fed(name))
                .toList());
    }

    /** A weight by its name in the file, the same for all rows. */
    public Expr weight(String name) {
        Part other = weights.get(name);
        return other != null
                ? new Expr(trace(), other)
                : weight(subject.graph().weight(name).orElseThrow());
    }

    /** As the file has it, the same for all samples too. */
    private Expr weight(Weight weight) {
        // as stored, whatever its size: numbers known now would be folded into what is computed from them
        return new Expr(trace(), new Part(g().stored(weight), List.of(), false));
    }

    private Expr fed(String name) {
        return new Expr(trace(), feedOf(name));
    }

    private Part feedOf(String name) {
        Tensor tensor = Objects.requireNonNull(subject.inputs().get(name));
        Value value = trace().feed(name, tensor);
        return new Part(value, List.of(), !subject.isWhole() && isBatched(tensor));
    }

    private boolean isBatched(Tensor tensor) {
        return tensor.shape().rank() > 0 && tensor.shape().dim(0) == trace().rows();
    }

    /** An inner value on the model's own inputs. */
    private Expr own(String name) {
        return call(ownFeeds()).result(name);
    }

    private Map<String, Part> ownFeeds() {
        Map<String, Part> feeds = new LinkedHashMap<>();
        subject.inputs().keySet().forEach(input -> feeds.put(input, feedOf(input)));
        feeds.putAll(weights);
        return feeds;
    }

    /** The embedding of other token ids, for an explained value that is an embedding. */
    public Expr embedding(int index, Expr ids) {
        Map<String, Part> feeds = ownFeeds();
        String input = inputNames().get(index);
        feeds.put(input, typed(input, ids.part()));
        return call(feeds).result(explained.get(index));
    }

    /**
     * The target's score of other inputs.
     *
     * @param replaced inputs of the model by name; the others stay
     */
    public Expr scoreWith(Map<String, Expr> replaced) {
        Map<String, Part> feeds = ownFeeds();
        replaced.forEach((name, expr) -> feeds.put(name, typed(name, expr.part())));
        return Scoring.of(this, call(feeds), subject);
    }

    /** The number that a given output of the model would get; of a loss it cannot be told. */
    public Expr scoreOf(Expr output) {
        return Scoring.of(this, output, subject.target());
    }

    /** The target's score: a number a row. */
    public Expr score(Expr x) {
        return Scoring.of(this, call(feeds(x)), subject);
    }

    /** The output that is explained, in the form asked for, without the batch axis. */
    public Expr output(Expr x) {
        return OutputForms.of(call(feeds(x)), subject);
    }

    /** An inner value, or another output, by its name in the file. */
    public Expr activation(String value, Expr x) {
        return call(feeds(x)).result(value);
    }

    /** How many pieces of a row lie along the batch axis of a value, as the windows of a Swin transformer do; 1 where the axis counts rows. */
    public long piecesOfARow(String value, Expr x) {
        return call(feeds(x)).piecesOfARow(value);
    }

    /** The cells of the convolutions that a value comes from, in the order in which they run. */
    public List<Extent> cells(String value, Expr x) {
        return Extent.ofConvolutions(call(feeds(x)).value(value));
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
        ModelCall call = through(feedsWithWeights(x, values), values);
        Expr score = Scoring.of(this, call, subject);
        List<Value> places = values.stream().map(call::value).toList();
        return unfolded(
                call, values, Backward.gradients(g(), rules, score.part().value(), places));
    }

    private Map<String, Part> feedsWithWeights(Expr x, List<String> values) {
        Map<String, Part> feeds = feeds(x);
        for (String name : values) {
            subject.graph()
                    .weight(name)
                    .filter(weight -> !feeds.containsKey(name))
                    .ifPresent(weight -> feeds.put(name, weight(weight).part()));
        }
        if (values.stream().anyMatch(name -> subject.graph().weight(name).isPresent())) {
            // an inner value as the model has it is computed again, from these weights: they may lie below it
            explained.stream()
                    .filter(this::isInner)
                    .filter(name -> own(name).part().equals(feeds.get(name)))
                    .forEach(feeds::remove);
        }
        return feeds;
    }

    private boolean isInner(String name) {
        return !subject.inputs().containsKey(name)
                && subject.graph().weight(name).isEmpty();
    }

    private static List<Expr> unfolded(ModelCall call, List<String> names, List<Value> found) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> call.unfold(names.get(i), found.get(i)))
                .toList();
    }

    /** The attention maps that lead to the explained output, in the order in which they run. */
    public List<AttentionMap> attention(Expr x) {
        return new AttentionMaps(call(feeds(x)), subject.output()).found();
    }

    /**
     * The attention maps that names or globs choose, of values or nodes; those found by structure when there are none.
     *
     * @throws IllegalArgumentException when one chooses nothing
     */
    public List<AttentionMap> attention(Expr x, List<String> layers) {
        return layers.isEmpty() ? attention(x) : new AttentionMaps(call(feeds(x)), subject.output()).named(layers);
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
                call(feeds(x)),
                places -> Backward.gradients(g(), rules, number.part().value(), places));
    }

    /** What flows back to what a call is fed for the explained values. */
    private Expr atFed(ModelCall call, UnaryOperator<List<Value>> pull) {
        List<Value> places = explained.stream().map(call::fed).toList();
        return Expr.bundle(unfolded(call, explained, pull.apply(places)));
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
        ModelCall call = call(feeds(here));
        ModelCall other = call(feeds(there));
        Map<Value, Value> replaced = new HashMap<>();
        explained.forEach(name -> replaced.put(call.fed(name), other.fed(name)));
        Twin twin = Twin.of(g(), score, replaced);
        return atFed(call, places -> comparison.pull(twin, score, places));
    }

    /** The score itself walked back to {@code x}, by rules that share it out. */
    public Expr relevance(Expr x) {
        Value score = score(x).part().value();
        return atFed(call(feeds(x)), places -> Backward.pull(g(), rules, Map.of(score, score), places));
    }

    /** The same model, walked backward by other rules. */
    public Explained with(Rules other) {
        return new Explained(trace(), subject, mark, explained, other, seeds(), calls, weights);
    }

    /**
     * The same model asked about another target: for an equation that is written once more, with the same sample axes and draws, so that
     * all targets share the forward passes.
     *
     * @param number tells the targets apart
     */
    public Explained again(int number, Target other) {
        trace().again();
        return new Explained(trace(), subject.with(other), "." + number, explained, rules, seeds(), calls, weights);
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
        return new Explained(trace(), subject, mark, explained, rules, Optional.of(more.part()), calls, weights);
    }

    /**
     * The same model with other weights in place of some.
     *
     * @param others by their names in the file; what differs from sample to sample does so along axes {@link #oneByOne}
     */
    public Explained withWeights(Map<String, Expr> others) {
        Map<String, Part> all = new LinkedHashMap<>(weights);
        others.forEach((name, expr) ->
                all.put(name, expr.part().with(g().still(expr.part().value()))));
        return new Explained(trace(), subject, mark, explained, rules, seeds(), calls, all);
    }

    public Rules rules() {
        return rules;
    }

    /** The same model, explained from an inner value on, or at a weight. */
    public Explained above(String value) {
        return new Explained(trace(), subject, mark, List.of(value), rules, seeds(), calls, weights);
    }

    private Map<String, Part> feeds(Expr x) {
        if (x.size() != explained.size()) {
            throw new IllegalStateException(explained + " are explained, but " + x.size() + " values are given");
        }
        Map<String, Part> feeds = ownFeeds();
        for (int i = 0; i < explained.size(); i++) {
            feeds.put(explained.get(i), typed(explained.get(i), x.parts().get(i)));
        }
        return feeds;
    }

    /** In the element type that the model takes it in. */
    private Part typed(String name, Part part) {
        Tensor input = subject.inputs().get(name);
        ElementType type = input != null
                ? input.type()
                : subject.graph()
                        .weight(name)
                        .map(Weight::type)
                        .orElseGet(() -> own(name).type());
        return part.with(g().cast(part.value(), type));
    }

    private ModelCall call(Map<String, Part> feeds) {
        return call(feeds, false);
    }

    /** The call whose outputs depend on inner values: where an operator hides one, that with every node as the file has it. */
    private ModelCall through(Map<String, Part> feeds, List<String> values) {
        ModelCall call = call(feeds);
        // to be hidden by what leads to the output, that has to be there
        call.value(subject.output());
        return values.stream().anyMatch(call::hides) ? call(feeds, true) : call;
    }

    private ModelCall call(Map<String, Part> feeds, boolean spelledOut) {
        Asked asked = new Asked(Map.copyOf(feeds), spelledOut);
        ModelCall known = calls.all().get(asked);
        if (known == null) {
            known = new ModelCall(trace(), subject, feeds, pieces(feeds.keySet()), calls.rowAxes(), spelledOut);
            calls.all().put(asked, known);
        }
        return known;
    }

    /** Of inner values that are fed, how many pieces of a row lie along their batch axis. */
    private Map<String, Long> pieces(Set<String> fed) {
        Map<String, Long> pieces = new HashMap<>();
        for (String name : fed) {
            if (isInner(name)) {
                pieces.put(name, call(ownFeeds()).piecesOfARow(name));
            }
        }
        return pieces;
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
