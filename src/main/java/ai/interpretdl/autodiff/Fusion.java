package ai.interpretdl.autodiff;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes one operator of what an export spells out, before anything is differentiated. ONNX Runtime does the same to a forward pass, but not
 * once a backward pass reads what lies between, and all of that is kept in memory until it does.
 */
final class Fusion {
    /**
     * An operator that computes the same.
     *
     * @param hidden what lies between its inputs and its result, and is not computed any more
     */
    record Match(Value result, List<Value> hidden) {}

    /** A way to spell an operator out. */
    interface Pattern {
        /** The operator, if that is what an operation is the last of. */
        Optional<Match> at(Fusion f, Operation last);
    }

    private static final List<Pattern> PATTERNS = List.of(
            NormalisationPattern.QUOTIENT, NormalisationPattern.SCALE, NormalisationPattern.BIAS, new GeluPattern());

    private final GraphBuilder graph;
    private final Set<Value> fed;
    private final Set<Value> hidden = new HashSet<>();

    /** @param fed what somebody asks about, and so must not be looked behind */
    Fusion(GraphBuilder graph, Collection<Value> fed) {
        this.graph = graph;
        this.fed = Set.copyOf(fed);
    }

    GraphBuilder graph() {
        return graph;
    }

    /** Whether a value was left out on the way to the outputs. */
    boolean hides(Value value) {
        return hidden.contains(value);
    }

    /** The value, or what one operator makes of the same inputs. */
    Value of(Value y) {
        Optional<Match> match = y.operation().stream()
                .flatMap(o -> PATTERNS.stream().map(pattern -> pattern.at(this, o)))
                .flatMap(Optional::stream)
                .findFirst();
        match.ifPresent(m -> {
            hidden.add(y);
            hidden.addAll(m.hidden());
        });
        return match.map(Match::result).orElse(y);
    }

    /** The operation of that kind whose first result a value is. */
    Optional<Operation> made(Value value, String operator) {
        return value.operation()
                .filter(o -> o.key().equals(operator))
                .filter(o -> !fed.contains(value))
                .filter(o -> o.output(0) == value);
    }

    /** A single number known now. */
    static Optional<Float> number(Value value) {
        return value.known().filter(tensor -> tensor.shape().size() == 1).map(tensor -> (float) tensor.doubles()[0]);
    }

    /** Both inputs of an operation, each in front once. */
    static Stream<List<Value>> eitherWay(Operation o) {
        return Stream.of(o.inputs(), List.of(o.input(1), o.input(0)));
    }
}
