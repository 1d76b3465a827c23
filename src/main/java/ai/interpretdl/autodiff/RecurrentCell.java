package ai.interpretdl.autodiff;

import java.util.List;

/** One step of a recurrent layer. */
enum RecurrentCell {
    /** Hochreiter and Schmidhuber, 1997: gates i, o, f and c; states h and c. */
    LSTM(4, 2) {
        @Override
        List<Value> step(RecurrentWeights w, Value projected, List<Value> states) {
            GraphBuilder g = w.g();
            Value c = states.get(1);
            List<Value> gates = w.gates(g.add(projected, w.recurring(states.get(0), 0, 4)));
            Value i = w.activated(0, w.peeked(gates.get(0), 0, c));
            boolean coupled = w.call().integer("input_forget", 0) == 1;
            Value f = coupled ? g.sub(1, i) : w.activated(0, w.peeked(gates.get(2), 2, c));
            Value next = g.add(g.mul(f, c), g.mul(i, w.activated(1, gates.get(3))));
            Value o = w.activated(0, w.peeked(gates.get(1), 1, next));
            return List.of(g.mul(o, w.activated(2, next)), next);
        }
    },
    /** Cho et al., 2014, arXiv:1406.1078: gates z, r and h; the reset comes before or behind the state's product. */
    GRU(3, 1) {
        @Override
        List<Value> step(RecurrentWeights w, Value projected, List<Value> states) {
            GraphBuilder g = w.g();
            Value h = states.get(0);
            boolean behind = w.call().integer("linear_before_reset", 0) != 0;
            List<Value> x = w.gates(projected);
            List<Value> s = w.gates(w.recurring(h, 0, behind ? 3 : 2));
            Value z = w.activated(0, g.add(x.get(0), s.get(0)));
            Value r = w.activated(0, g.add(x.get(1), s.get(1)));
            Value reset = behind ? g.mul(r, s.get(2)) : w.recurring(g.mul(r, h), 2, 3);
            Value n = w.activated(1, g.add(x.get(2), reset));
            return List.of(g.add(n, g.mul(z, g.sub(h, n))));
        }
    },
    /** Elman, 1990. */
    RNN(1, 1) {
        @Override
        List<Value> step(RecurrentWeights w, Value projected, List<Value> states) {
            return List.of(w.activated(0, w.g().add(projected, w.recurring(states.get(0), 0, 1))));
        }
    };

    private final int gates;
    private final int states;

    RecurrentCell(int gates, int states) {
        this.gates = gates;
        this.states = states;
    }

    int gates() {
        return gates;
    }

    int states() {
        return states;
    }

    /** The next states, [N, H] each, of which the first is the output. */
    abstract List<Value> step(RecurrentWeights weights, Value projected, List<Value> states);
}
