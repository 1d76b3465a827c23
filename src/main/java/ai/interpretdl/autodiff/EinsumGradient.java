package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The gradient of a sum of products is a sum of products: dy and the other operands, onto the letters of the operand asked for. */
final class EinsumGradient {
    private EinsumGradient() {}

    static void pull(Pull p) {
        List<Shape> shapes = p.operation().inputs().stream().map(Value::shape).toList();
        Equation equation = Equation.of(p.operation().text("equation", ""), shapes);
        for (int i = 0; i < shapes.size(); i++) {
            int operand = i;
            p.give(i, () -> gradient(p, equation, equation.lengths(shapes), operand));
        }
    }

    private static Value gradient(Pull p, Equation equation, Map<Integer, Long> lengths, int operand) {
        GraphBuilder g = p.graph();
        String term = equation.inputs().get(operand);
        String letters = Equation.distinct(term);
        Set<Integer> others = equation.lettersBut(operand);
        String known = letters.chars()
                .filter(others::contains)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        List<Value> factors = new ArrayList<>(List.of(p.dy()));
        List<String> terms = new ArrayList<>(List.of(equation.output()));
        for (int i = 0; i < equation.inputs().size(); i++) {
            if (i != operand) {
                factors.add(p.in(i));
                terms.add(equation.inputs().get(i));
            }
        }
        Value product = einsum(g, String.join(",", terms) + "->" + known, factors);
        return onDiagonal(g, spread(g, product, letters, known, lengths), letters, term, lengths);
    }

    private static Value einsum(GraphBuilder g, String equation, List<Value> factors) {
        return g.op("Einsum", Map.of("equation", Attribute.of(equation)), factors.toArray(Value[]::new));
    }

    /** Repeats along letters that were summed within the operand alone, or broadcast. */
    private static Value spread(GraphBuilder g, Value x, String letters, String known, Map<Integer, Long> lengths) {
        long[] apart = new long[letters.length()];
        for (int i = 0; i < apart.length; i++) {
            int at = known.indexOf(letters.charAt(i));
            apart[i] = at < 0 ? 1 : x.dim(at);
        }
        return g.expand(g.reshape(x, apart), shape(letters, lengths));
    }

    /** A letter that occurs twice took the diagonal: the rest is zero. */
    private static Value onDiagonal(GraphBuilder g, Value x, String letters, String term, Map<Integer, Long> lengths) {
        if (letters.equals(term)) {
            return x;
        }
        // the first occurrence of a letter stands for all, the others are compared with it
        long[] apart = new long[term.length()];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = term.indexOf(term.charAt(i)) == i ? length(lengths, term.charAt(i)) : 1;
        }
        Value spread = g.expand(g.reshape(x, apart), shape(term, lengths));
        Value result = spread;
        for (int i = 0; i < apart.length; i++) {
            int first = term.indexOf(term.charAt(i));
            if (first < i) {
                result = g.where(g.equal(along(g, term, i, lengths), along(g, term, first, lengths)), result);
            }
        }
        return result;
    }

    /** The numbers 0, 1, … along one axis. */
    private static Value along(GraphBuilder g, String term, int axis, Map<Integer, Long> lengths) {
        long[] dims = IntStream.range(0, term.length())
                .mapToLong(i -> i == axis ? length(lengths, term.charAt(i)) : 1)
                .toArray();
        return g.reshape(g.range(length(lengths, term.charAt(axis))), dims);
    }

    private static Shape shape(String letters, Map<Integer, Long> lengths) {
        return Shape.of(letters.chars().mapToLong(c -> length(lengths, c)).toArray());
    }

    private static long length(Map<Integer, Long> lengths, int letter) {
        return lengths.getOrDefault(letter, 1L);
    }
}
