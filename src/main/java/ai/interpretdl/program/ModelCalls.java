package ai.interpretdl.program;

import ai.interpretdl.autodiff.GraphBuilder;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the model is fed in a program, and the model at each of these places: written once for the same values, by whichever view of it asks.
 *
 * @param explained names of the values that are fed in the place of the model's own
 * @param weights in place of the file's
 * @param shared by all views
 */
record ModelCalls(Trace trace, Subject subject, List<String> explained, Map<String, Part> weights, Shared shared) {
    /** The calls so far. */
    record Shared(Map<Asked, ModelCall> calls, RowAxes rowAxes) {}

    /** What tells calls of the model apart. */
    record Asked(Map<String, Part> feeds, boolean spelledOut) {}

    /** None so far. */
    static ModelCalls of(Trace trace, Subject subject) {
        Shared none = new Shared(new HashMap<>(), new RowAxes(subject));
        return new ModelCalls(trace, subject, subject.explained(), Map.of(), none);
    }

    /** Fed an inner value, or a weight. */
    ModelCalls above(String value) {
        return new ModelCalls(trace, subject, List.of(value), weights, shared);
    }

    /** With other weights in place of some. */
    ModelCalls with(Map<String, Expr> others) {
        Map<String, Part> all = new LinkedHashMap<>(weights);
        others.forEach((name, expr) ->
                all.put(name, expr.part().with(graph().still(expr.part().value()))));
        return new ModelCalls(trace, subject, explained, all, shared);
    }

    private GraphBuilder graph() {
        return trace.graph();
    }

    /** The model's own values of what is explained. */
    Expr input() {
        return Expr.bundle(explained.stream().map(this::own).toList());
    }

    private Expr own(String name) {
        if (isInner(name)) {
            return at(own()).result(name);
        }
        return subject.graph().weight(name).isPresent() ? weight(name) : new Expr(trace, fed(name));
    }

    private boolean isInner(String name) {
        return !subject.inputs().containsKey(name)
                && subject.graph().weight(name).isEmpty();
    }

    Expr weight(String name) {
        Part other = weights.get(name);
        return other != null
                ? new Expr(trace, other)
                : weight(subject.graph().weight(name).orElseThrow());
    }

    /** As the file has it, the same for all samples too. */
    private Expr weight(Weight weight) {
        // as stored, whatever its size: numbers known now would be folded into what is computed from them
        return new Expr(trace, new Part(graph().stored(weight), List.of(), false));
    }

    private Part fed(String name) {
        Tensor tensor = Objects.requireNonNull(subject.inputs().get(name));
        boolean rows = tensor.shape().rank() > 0 && tensor.shape().dim(0) == trace.rows();
        return new Part(trace.feed(name, tensor), List.of(), !subject.isWhole() && rows);
    }

    /** The model's own inputs. */
    private Map<String, Part> own() {
        Map<String, Part> feeds = new LinkedHashMap<>();
        subject.inputs().keySet().forEach(input -> feeds.put(input, fed(input)));
        feeds.putAll(weights);
        return feeds;
    }

    /** The model at other values of what is explained. */
    ModelCall at(Expr x) {
        return at(feeds(x));
    }

    /** The model at its own inputs but some. */
    ModelCall instead(Map<String, Expr> replaced) {
        Map<String, Part> feeds = own();
        replaced.forEach((name, expr) -> feeds.put(name, typed(name, expr.part())));
        return at(feeds);
    }

    /**
     * The model at {@code x}, for gradients with respect to inner values or weights: its output depends on them. Where an operator hides one,
     * that with every node as the file has it.
     */
    ModelCall through(Expr x, List<String> values) {
        Map<String, Part> feeds = feedsWithWeights(x, values);
        ModelCall call = at(feeds);
        // to be hidden by what leads to the output, that has to be there
        call.value(subject.output());
        return values.stream().anyMatch(call::hides) ? at(feeds, true) : call;
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

    private Map<String, Part> feeds(Expr x) {
        if (x.size() != explained.size()) {
            throw new IllegalStateException(explained + " are explained, but " + x.size() + " values are given");
        }
        Map<String, Part> feeds = own();
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
        return part.with(graph().cast(part.value(), type));
    }

    private ModelCall at(Map<String, Part> feeds) {
        return at(feeds, false);
    }

    private ModelCall at(Map<String, Part> feeds, boolean spelledOut) {
        Asked asked = new Asked(Map.copyOf(feeds), spelledOut);
        ModelCall known = shared.calls().get(asked);
        if (known == null) {
            known = new ModelCall(trace, subject, feeds, pieces(feeds.keySet()), shared.rowAxes(), spelledOut);
            shared.calls().put(asked, known);
        }
        return known;
    }

    /** Of inner values that are fed, how many pieces of a row lie along their batch axis. */
    private Map<String, Long> pieces(Set<String> fed) {
        Map<String, Long> pieces = new HashMap<>();
        for (String name : fed) {
            if (isInner(name)) {
                pieces.put(name, at(own()).piecesOfARow(name));
            }
        }
        return pieces;
    }
}
