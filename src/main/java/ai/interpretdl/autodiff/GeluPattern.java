package ai.interpretdl.autodiff;

import static ai.interpretdl.autodiff.Fusion.number;

import ai.interpretdl.tensor.ElementType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** GELU, x·(1 + erf(x/√2))/2, its three factors in any order. */
final class GeluPattern implements Fusion.Pattern {
    private static final double CLOSE = 1e-4;

    /** 1 + erf(x/√2). */
    private record Gate(Value x, List<Value> parts) {}

    @Override
    public Optional<Fusion.Match> at(Fusion f, Operation last) {
        if (!last.key().equals("Mul") || last.output(0).type() != ElementType.FLOAT) {
            return Optional.empty();
        }
        return Fusion.eitherWay(last)
                .flatMap(outer -> f.made(outer.get(0), "Mul").stream()
                        .flatMap(Fusion::eitherWay)
                        .flatMap(inner -> at(f, outer.get(0), Stream.of(outer.get(1), inner.get(0), inner.get(1)))))
                .findFirst();
    }

    private static Stream<Fusion.Match> at(Fusion f, Value product, Stream<Value> factors) {
        List<Value> all = factors.toList();
        return Stream.of(List.of(0, 1, 2), List.of(1, 0, 2), List.of(2, 0, 1))
                .map(order -> order.stream().map(all::get).toList())
                .flatMap(three -> gate(f, three.get(0)).stream()
                        .filter(gate -> isX(gate, three.get(1), three.get(2)) || isX(gate, three.get(2), three.get(1)))
                        .map(gate -> new Fusion.Match(
                                ActivationExpansions.gelu(f.graph(), gate.x()),
                                Stream.concat(gate.parts().stream(), Stream.of(product))
                                        .toList())));
    }

    private static boolean isX(Gate gate, Value x, Value half) {
        return gate.x() == x && isClose(half, 0.5);
    }

    private static Optional<Gate> gate(Fusion f, Value value) {
        return f.made(value, "Add").stream()
                .flatMap(Fusion::eitherWay)
                .filter(terms -> isClose(terms.get(1), 1))
                .flatMap(terms -> f.made(terms.get(0), "Erf").stream())
                .flatMap(erf ->
                        scaled(f, erf.input(0)).map(x -> new Gate(x, List.of(value, erf.output(0), erf.input(0)))))
                .findFirst();
    }

    /** The x of x/√2. */
    private static Stream<Value> scaled(Fusion f, Value value) {
        Stream<Value> quotient = f.made(value, "Div").stream()
                .filter(o -> isClose(o.input(1), Math.sqrt(2)))
                .map(o -> o.input(0));
        Stream<Value> product = f.made(value, "Mul").stream()
                .flatMap(Fusion::eitherWay)
                .filter(factors -> isClose(factors.get(1), Math.sqrt(0.5)))
                .map(factors -> factors.get(0));
        return Stream.concat(quotient, product);
    }

    private static boolean isClose(Value value, double number) {
        return number(value).filter(n -> Math.abs(n - number) < CLOSE).isPresent();
    }
}
