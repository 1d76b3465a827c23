package ai.interpretdl.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * DeepLIFT's multipliers by the RevealCancel rule: what rose and what fell below an activation are followed apart, so that they do not hide
 * each other.
 *
 * <p>Shrikumar et al., 2017, arXiv:1704.02685, section 3.5.3. A layer with weights splits differences by the sign of each product (section
 * 3.5.1); an activation f at x₀ with differences d⁺ and d⁻ gives {@code ½(f(x₀+d⁺) - f(x₀)) + ½(f(x₀+d⁺+d⁻) - f(x₀+d⁻))} to the
 * positive ones and the mirror image to the others. What moves or averages elements keeps both apart. All else joins them and uses
 * {@link Rescale}. Multipliers times differences sum to the change in score wherever Rescale's do.
 */
public final class RevealCancel {
    private static final Set<String> LAYERS = Set.of("Conv", "Gemm", "MatMul");

    /** Their coefficients are not negative. */
    private static final Set<String> KEEPING = Set.of(
            "Add",
            "Sum",
            "Concat",
            "Reshape",
            "Flatten",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "Identity",
            "Slice",
            "Split",
            "Gather",
            "Expand",
            "Pad",
            "AveragePool",
            "GlobalAveragePool",
            "ReduceSum",
            "ReduceMean");

    /** A difference, or a multiplier of it: the positive and the negative part. */
    private record Parts(Value up, Value down) {}

    private final GraphBuilder g;
    private final Twin twin;
    private final Rules rescale;
    private final Map<Value, Parts> differences = new HashMap<>();
    private final Map<Value, Parts> multipliers = new HashMap<>();

    private RevealCancel(GraphBuilder g, Rules rules, Twin twin) {
        this.g = g;
        this.twin = twin;
        this.rescale = rules.with(Rescale.against(twin));
    }

    /**
     * The multipliers of a score's difference from its twin.
     *
     * @param rules the derivative
     * @param places where they are asked for, replaced in the twin
     */
    public static List<Value> multipliers(GraphBuilder g, Rules rules, Twin twin, Value score, List<Value> places) {
        RevealCancel walk = new RevealCancel(g, rules, twin);
        List<Operation> way = Backward.ancestors(List.of(score), new HashSet<>(places)).stream()
                .filter(o -> twin.moves(o.output(0)))
                .toList();
        way.forEach(walk::differ);
        Value one = g.ones(score);
        walk.add(score, new Parts(one, one));
        for (int i = way.size() - 1; i >= 0; i--) {
            if (way.get(i).outputs().stream().anyMatch(walk.multipliers::containsKey)) {
                walk.pull(way.get(i));
            }
        }
        return places.stream().map(walk::joined).toList();
    }

    private Value difference(Value value) {
        return g.sub(value, twin.of(value));
    }

    /** The parts of a difference: by its sign, unless they were followed from below. */
    private Parts of(Value value) {
        return differences.computeIfAbsent(value, v -> {
            Value d = difference(v);
            return new Parts(g.relu(d), g.negative(d));
        });
    }

    // ---- differences, upward

    private void differ(Operation o) {
        if (isLayer(o)) {
            Parts d = of(o.input(moving(o)));
            Value up = weighed(o, d.up(), true);
            Value down = weighed(o, d.down(), true);
            Value turnedDown = weighed(o, d.up(), false);
            Value turnedUp = weighed(o, d.down(), false);
            differences.put(o.output(0), new Parts(g.add(up, turnedUp), g.add(down, turnedDown)));
        } else if (isCurved(o)) {
            differences.put(o.output(0), curved(o));
        } else if (KEEPING.contains(o.key())) {
            keep(o);
        }
    }

    private boolean isLayer(Operation o) {
        return LAYERS.contains(o.key()) && twin.moves(o.input(0)) != twin.moves(o.input(1)) && !o.has(3);
    }

    private boolean isCurved(Operation o) {
        return Rescale.CURVED.contains(o.key())
                && o.inputs().stream().filter(twin::moves).count() == 1
                && twin.moves(o.input(0));
    }

    private int moving(Operation layer) {
        return twin.moves(layer.input(0)) ? 0 : 1;
    }

    /** The layer with its positive or its negative weights alone, without bias. */
    private Value weighed(Operation o, Value x, boolean byPositive) {
        int at = moving(o);
        Value w = o.input(1 - at);
        Value part = byPositive ? g.relu(w) : g.negative(w);
        return g.again(o, at == 0 ? List.of(x, part) : List.of(part, x)).get(0);
    }

    private Parts curved(Operation o) {
        Parts d = of(o.input(0));
        Value x0 = twin.of(o.input(0));
        Value all = o.output(0);
        Value none = twin.of(o.output(0));
        Value up = bent(o, g.add(x0, d.up()));
        Value down = bent(o, g.add(x0, d.down()));
        return new Parts(half(g.sub(up, none), g.sub(all, down)), half(g.sub(down, none), g.sub(all, up)));
    }

    private Value bent(Operation o, Value x) {
        List<Value> inputs = new ArrayList<>(o.inputs());
        inputs.set(0, x);
        return g.again(o, inputs).get(0);
    }

    private Value half(Value a, Value b) {
        return g.mul(g.add(a, b), 0.5);
    }

    private void keep(Operation o) {
        List<Value> up = g.again(o, replaced(o, v -> of(v).up()));
        List<Value> down = g.again(o, replaced(o, v -> of(v).down()));
        List<Value> nothing = g.again(o, replaced(o, g::zeros));
        for (int i = 0; i < up.size(); i++) {
            Value rest = nothing.get(i);
            differences.put(o.output(i), new Parts(g.sub(up.get(i), rest), g.sub(down.get(i), rest)));
        }
    }

    private List<Value> replaced(Operation o, UnaryOperator<Value> part) {
        return o.inputs().stream()
                .map(in -> twin.moves(in) ? part.apply(in) : in)
                .toList();
    }

    // ---- multipliers, downward

    private void add(Value value, Parts more) {
        multipliers.merge(value, more, (a, b) -> new Parts(g.add(a.up(), b.up()), g.add(a.down(), b.down())));
    }

    private void pull(Operation o) {
        if (isLayer(o)) {
            layer(o);
        } else if (isCurved(o)) {
            Parts m = Objects.requireNonNull(multipliers.get(o.output(0)));
            Parts dx = of(o.input(0));
            Parts dy = of(o.output(0));
            Value slope = Rescale.slope(g, o);
            Value up = g.mul(m.up(), Rescale.ratio(g, dy.up(), dx.up(), slope));
            add(o.input(0), new Parts(up, g.mul(m.down(), Rescale.ratio(g, dy.down(), dx.down(), slope))));
        } else if (KEEPING.contains(o.key())) {
            List<Value> inputs = movingInputs(o);
            List<Value> up = pulled(o, Rules.derivative(), Parts::up);
            List<Value> down = pulled(o, Rules.derivative(), Parts::down);
            for (int i = 0; i < inputs.size(); i++) {
                add(inputs.get(i), new Parts(up.get(i), down.get(i)));
            }
        } else {
            List<Value> inputs = movingInputs(o);
            List<Value> both = pulledAsOne(o);
            for (int i = 0; i < inputs.size(); i++) {
                add(inputs.get(i), new Parts(both.get(i), both.get(i)));
            }
        }
    }

    private void layer(Operation o) {
        Parts m = Objects.requireNonNull(multipliers.get(o.output(0)));
        Value x = o.input(moving(o));
        Value up = g.add(through(o, true, m.up(), x), through(o, false, m.down(), x));
        Value down = g.add(through(o, true, m.down(), x), through(o, false, m.up(), x));
        add(x, new Parts(up, down));
    }

    private Value through(Operation o, boolean byPositive, Value multiplier, Value x) {
        Value y = weighed(o, x, byPositive);
        return Backward.pull(g, Rules.derivative(), Map.of(y, multiplier), List.of(x), List.of(x))
                .get(0);
    }

    private List<Value> movingInputs(Operation o) {
        return o.inputs().stream().filter(twin::moves).distinct().toList();
    }

    private List<Value> pulled(Operation o, Rules rules, Function<Parts, Value> part) {
        Map<Value, Value> seeds = new HashMap<>();
        o.outputs().stream()
                .filter(multipliers::containsKey)
                .forEach(y -> seeds.put(y, part.apply(Objects.requireNonNull(multipliers.get(y)))));
        return Backward.pull(g, rules, seeds, movingInputs(o), o.inputs());
    }

    /** By Rescale: at each element the multiplier of the part that is there. */
    private List<Value> pulledAsOne(Operation o) {
        Map<Value, Value> seeds = new HashMap<>();
        o.outputs().stream().filter(multipliers::containsKey).forEach(y -> seeds.put(y, joined(y)));
        return Backward.pull(g, rescale, seeds, movingInputs(o), o.inputs());
    }

    /** One multiplier for both parts, so that times the difference it is what both come to. */
    private Value joined(Value value) {
        Parts m = multipliers.get(value);
        if (m == null) {
            return g.zeros(value);
        }
        if (m.up() == m.down()) {
            return m.up();
        }
        Parts d = of(value);
        Value sum = g.add(g.mul(m.up(), d.up()), g.mul(m.down(), d.down()));
        return Rescale.ratio(g, sum, difference(value), g.mul(g.add(m.up(), m.down()), 0.5));
    }
}
