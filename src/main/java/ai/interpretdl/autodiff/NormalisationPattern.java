package ai.interpretdl.autodiff;

import static ai.interpretdl.autodiff.Fusion.eitherWay;
import static ai.interpretdl.autodiff.Fusion.number;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Layer normalisation over the last axes. It grows: the quotient is one without scale and bias, its product with a scale is one again, and so
 * is the sum of that and a bias.
 */
enum NormalisationPattern implements Fusion.Pattern {
    /** (x - mean(x))/√(mean((x - mean(x))²) + ε). */
    QUOTIENT {
        @Override
        public Optional<Fusion.Match> at(Fusion f, Operation last) {
            return last.key().equals("Div") && TYPES.contains(last.input(0).type())
                    ? centred(f, last).flatMap(c -> overDeviation(f, c, last.input(1)))
                    : Optional.empty();
        }
    },
    /** Times a constant for each place. */
    SCALE {
        @Override
        public Optional<Fusion.Match> at(Fusion f, Operation last) {
            return last.key().equals("Mul")
                    ? layer(f, last)
                            .filter(l -> l.operation().input(1)
                                    == ones(f, l.x(), l.constant().shape()))
                            .map(l -> l.with(f, l.x(), l.constant()))
                    : Optional.empty();
        }
    },
    /** Plus a constant for each place. */
    BIAS {
        @Override
        public Optional<Fusion.Match> at(Fusion f, Operation last) {
            return last.key().equals("Add")
                    ? layer(f, last).map(l -> l.with(f, l.x(), l.operation().input(1), l.constant()))
                    : Optional.empty();
        }
    };

    /** What the operator has kernels for everywhere. */
    private static final Set<ElementType> TYPES = Set.of(ElementType.FLOAT, ElementType.DOUBLE);

    /** x less its mean over the axes from {@code first} on. */
    private record Centred(Value x, Value difference, Value mean, int first) {}

    private static Optional<Centred> centred(Fusion f, Operation quotient) {
        Value difference = quotient.input(0);
        return f.made(difference, "Sub")
                .flatMap(o -> mean(f, o.input(1))
                        .filter(mean -> mean.input(0) == o.input(0))
                        .map(mean -> new Centred(o.input(0), difference, o.input(1), first(mean))));
    }

    private static Optional<Fusion.Match> overDeviation(Fusion f, Centred c, Value deviation) {
        Optional<Operation> sum = f.made(deviation, "Sqrt").flatMap(root -> f.made(root.input(0), "Add"));
        return sum.stream()
                .flatMap(Fusion::eitherWay)
                .flatMap(terms ->
                        number(terms.get(1)).flatMap(epsilon -> overDeviation(f, c, terms.get(0), epsilon)).stream())
                .findFirst()
                .map(match -> new Fusion.Match(
                        match.result(),
                        Stream.concat(
                                        match.hidden().stream(),
                                        Stream.of(deviation, sum.get().output(0)))
                                .toList()));
    }

    private static Optional<Fusion.Match> overDeviation(Fusion f, Centred c, Value variance, float epsilon) {
        return mean(f, variance)
                .filter(mean -> first(mean) == c.first() && isSquare(f, mean.input(0), c.difference()))
                .map(mean -> {
                    Shape normalised = c.x().shape().slice(c.first(), c.x().rank());
                    Value result = layer(f, c.first(), epsilon, c.x(), ones(f, c.x(), normalised));
                    return new Fusion.Match(result, List.of(c.difference(), c.mean(), variance, mean.input(0)));
                });
    }

    private static boolean isSquare(Fusion f, Value square, Value of) {
        boolean product = f.made(square, "Mul")
                .filter(o -> o.input(0) == of && o.input(1) == of)
                .isPresent();
        return product
                || f.made(square, "Pow")
                        .filter(o -> o.input(0) == of)
                        .flatMap(o -> number(o.input(1)))
                        .filter(exponent -> exponent == 2)
                        .isPresent();
    }

    /** A mean over the last axes, which stay. */
    private static Optional<Operation> mean(Fusion f, Value value) {
        return f.made(value, "ReduceMean")
                .filter(o -> o.integer("keepdims", 1) == 1
                        && o.has(1)
                        && o.input(1).known().isPresent())
                .filter(o -> {
                    List<Integer> axes = axes(o);
                    int first = o.input(0).rank() - axes.size();
                    return !axes.isEmpty() && IntStream.range(0, axes.size()).allMatch(i -> axes.get(i) == first + i);
                });
    }

    private static int first(Operation mean) {
        return axes(mean).get(0);
    }

    private static List<Integer> axes(Operation mean) {
        List<Integer> axes = new ArrayList<>();
        for (long axis : mean.known(1).longs()) {
            axes.add((int) Math.floorMod(axis, (long) mean.input(0).rank()));
        }
        axes.sort(null);
        return axes;
    }

    /** A layer normalisation without bias, and a constant shaped like what it normalises. */
    private record Layer(Operation operation, Value constant) {
        Value x() {
            return operation.input(0);
        }

        int axis() {
            return operation.axis("axis", -1, x().rank());
        }

        boolean fits() {
            return !operation.has(2)
                    && !constant.varies()
                    && constant.shape().equals(x().shape().slice(axis(), x().rank()));
        }

        Fusion.Match with(Fusion f, Value... inputs) {
            float epsilon = operation.number("epsilon", 1e-5f);
            return new Fusion.Match(
                    NormalisationPattern.layer(f, axis(), epsilon, inputs), List.of(operation.output(0)));
        }
    }

    private static Optional<Layer> layer(Fusion f, Operation last) {
        return eitherWay(last)
                .flatMap(inputs -> f.made(inputs.get(0), "LayerNormalization").stream()
                        .map(layer -> new Layer(layer, inputs.get(1))))
                .filter(Layer::fits)
                .findFirst();
    }

    private static Value layer(Fusion f, int axis, float epsilon, Value... inputs) {
        Map<String, Attribute> attributes = Map.of("axis", Attribute.of((long) axis), "epsilon", Attribute.of(epsilon));
        return f.graph().ops(3, "LayerNormalization", attributes, inputs).get(0);
    }

    private static Value ones(Fusion f, Value x, Shape shape) {
        return f.graph().expand(f.graph().number(x, 1), shape);
    }
}
