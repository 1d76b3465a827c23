package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The equation of an Einsum, one letter an axis: three dots are replaced by letters of their own.
 *
 * @param inputs letters of each operand
 * @param output letters of the result
 */
record Equation(List<String> inputs, String output) {
    private static final String DOTS = "...";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static Equation of(String text, List<Shape> shapes) {
        String plain = text.replace(" ", "");
        String left = plain.contains("->") ? plain.substring(0, plain.indexOf("->")) : plain;
        List<String> terms = List.of(left.split(",", -1));
        String unused = LETTERS.chars()
                .filter(c -> plain.indexOf(c) < 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        int most = IntStream.range(0, terms.size())
                .map(i -> dots(terms.get(i), shapes.get(i)))
                .max()
                .orElse(0);
        List<String> inputs = IntStream.range(0, terms.size())
                .mapToObj(i -> {
                    int own = dots(terms.get(i), shapes.get(i));
                    return terms.get(i).replace(DOTS, unused.substring(most - own, most));
                })
                .toList();
        String output = plain.contains("->") ? plain.substring(plain.indexOf("->") + 2) : implicit(left);
        return new Equation(inputs, output.replace(DOTS, unused.substring(0, most)));
    }

    /** How many axes the dots of a term stand for. */
    private static int dots(String term, Shape shape) {
        return term.contains(DOTS) ? shape.rank() - (term.length() - DOTS.length()) : 0;
    }

    /** Without an arrow: the dots, then the letters that occur once, sorted. */
    private static String implicit(String left) {
        String letters = left.replace(".", "").replace(",", "");
        String once = letters.chars()
                .filter(c -> letters.indexOf(c) == letters.lastIndexOf(c))
                .sorted()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return (left.contains(DOTS) ? DOTS : "") + once;
    }

    /** The letters of the result and of all operands but one: what is known of that one's gradient. */
    Set<Integer> lettersBut(int operand) {
        Set<Integer> letters = output.chars().boxed().collect(Collectors.toCollection(HashSet::new));
        IntStream.range(0, inputs.size())
                .filter(i -> i != operand)
                .forEach(i -> inputs.get(i).chars().forEach(letters::add));
        return letters;
    }

    /** The longest length of each letter; ones broadcast. */
    Map<Integer, Long> lengths(List<Shape> shapes) {
        Map<Integer, Long> lengths = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            for (int axis = 0; axis < inputs.get(i).length(); axis++) {
                lengths.merge((int) inputs.get(i).charAt(axis), shapes.get(i).dim(axis), Math::max);
            }
        }
        return lengths;
    }

    /** The letters of a term, each once. */
    static String distinct(String term) {
        return Arrays.stream(term.split("", -1)).distinct().collect(Collectors.joining());
    }
}
