package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.Encoding;
import ai.interpretdl.text.Granularity;
import ai.interpretdl.text.Place;
import ai.interpretdl.text.Span;
import ai.interpretdl.text.Spans;
import ai.interpretdl.text.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an answer about texts says beside the algorithm's tensors: the tokens and the words (or sentences) with their places in the text,
 * counted in Unicode code points, and what the attributions of their tokens sum to.
 *
 * @param reading the texts
 * @param unit what is shown: words, unless whole sentences went on and off
 * @param shared whether all tokens of a unit have the same number, which then is the unit's
 * @param attributions a number a token, row by row; nothing for algorithms that give none
 */
record TextAnswer(Reading reading, Granularity unit, boolean shared, List<double[]> attributions) {
    TextAnswer {
        attributions = List.copyOf(attributions);
    }

    /** Reads an explanation of texts. */
    static TextAnswer of(Reading reading, Explanation explanation, Asked asked) {
        String ids = reading.reader().ids();
        List<double[]> attributions = explanation
                .tensor("attributions." + ids)
                .or(() -> explanation.tensor("attributions"))
                .map(tensor -> byToken(tensor, reading))
                .orElse(List.of());
        boolean features = explanation.tensor("weights").isPresent()
                && explanation.tensor("segments." + ids).isPresent();
        if (!features) {
            return new TextAnswer(reading, Granularity.WORD, false, attributions);
        }
        if (!asked.given("segments").isEmpty()) {
            return new TextAnswer(reading, Granularity.TOKEN, true, attributions);
        }
        Granularity unit = Reading.unit(asked.parameters());
        return unit == Granularity.TOKEN
                ? new TextAnswer(reading, Granularity.WORD, false, attributions)
                : new TextAnswer(reading, unit, true, attributions);
    }

    /** Of {@code [N, tokens]} or {@code [N, tokens, width]}; nothing of any other shape. */
    private static List<double[]> byToken(Tensor tensor, Reading reading) {
        int rows = reading.rows().size();
        int tokens = reading.rows().get(0).length();
        Shape shape = tensor.shape();
        boolean fits = shape.rank() >= 2 && shape.rank() <= 3 && shape.dim(0) == rows && shape.dim(1) == tokens;
        if (!fits) {
            return List.of();
        }
        double[] values = tensor.doubles();
        double[][] sums = new double[rows][tokens];
        int width = values.length / (rows * tokens);
        for (int i = 0; i < values.length; i++) {
            sums[i / width / tokens][i / width % tokens] += values[i];
        }
        return Arrays.asList(sums);
    }

    /** The tensors by name: see the manual's page on text. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        List<Encoding> rows = reading.rows();
        Shape shape = Shape.of(rows.size(), rows.get(0).length());
        tensors.put(
                "tokens",
                Tensor.of(
                        rows.stream()
                                .flatMap(row -> row.tokens().stream().map(Token::text))
                                .toList(),
                        shape.dims()));
        tensors.put("offsets", offsets(shape));
        if (reading.pairs()) {
            tensors.put("passages", passages(shape));
        }
        if (unit != Granularity.TOKEN) {
            units(tensors);
        }
        tensors.put(
                "truncated",
                Tensor.of(rows.stream().mapToLong(Encoding::cutTokens).toArray(), rows.size()));
        return tensors;
    }

    private Tensor offsets(Shape shape) {
        List<long[]> ends = new ArrayList<>();
        for (Encoding row : reading.rows()) {
            for (Token token : row.tokens()) {
                Place place = token.place();
                ends.add(token.isContent() ? ends(row, place.passage(), place.start(), place.end()) : nowhere());
            }
        }
        return Tensor.of(ends.stream().flatMapToLong(Arrays::stream).toArray(), shape.dim(0), shape.dim(1), 2);
    }

    private static long[] nowhere() {
        return new long[] {-1, -1};
    }

    private static long[] ends(Encoding row, int passage, int start, int end) {
        String text = row.passages().get(passage).text();
        return new long[] {text.codePointCount(0, start), text.codePointCount(0, end)};
    }

    private Tensor passages(Shape shape) {
        long[] passages = reading.rows().stream()
                .flatMap(row -> row.tokens().stream())
                .mapToLong(token -> token.place().passage())
                .toArray();
        return Tensor.of(passages, shape.dims());
    }

    /** Rows with fewer units than the longest end with empty ones. */
    private void units(Map<String, Tensor> tensors) {
        List<Spans> rows = reading.spans(unit);
        int most = rows.stream().mapToInt(Spans::size).max().orElse(0);
        String name = unit.name().toLowerCase(Locale.ROOT);
        List<String> texts = new ArrayList<>();
        List<long[]> ends = new ArrayList<>();
        double[] values = new double[rows.size() * most];
        for (int row = 0; row < rows.size(); row++) {
            Spans spans = rows.get(row);
            for (int i = 0; i < most; i++) {
                Optional<Span> span =
                        i < spans.size() ? Optional.of(spans.spans().get(i)) : Optional.empty();
                texts.add(span.map(s -> s.text(spans.encoding())).orElse(""));
                ends.add(span.map(s -> ends(spans.encoding(), s.passage(), s.start(), s.end()))
                        .orElseGet(TextAnswer::nowhere));
            }
            double[] own = values(row, spans);
            System.arraycopy(own, 0, values, row * most, own.length);
        }
        tensors.put(name + "s", Tensor.of(texts, rows.size(), most));
        tensors.put(
                name + "_offsets",
                Tensor.of(ends.stream().flatMapToLong(Arrays::stream).toArray(), rows.size(), most, 2));
        if (!attributions.isEmpty()) {
            tensors.put(name + "_attributions", Tensor.of(ElementType.FLOAT, values, rows.size(), most));
        }
    }

    /** A number for each unit of a row; nothing when there are no attributions. */
    double[] values(int row, Spans spans) {
        if (attributions.isEmpty()) {
            return new double[0];
        }
        double[] tokens = attributions.get(row);
        return shared
                ? spans.spans().stream()
                        .mapToDouble(span -> tokens[span.tokens().get(0)])
                        .toArray()
                : spans.sum(tokens);
    }

    /** What was not read, in words; empty when everything was. */
    Optional<String> omission() {
        List<String> rows = IntStream.range(0, reading.rows().size())
                .filter(row -> reading.rows().get(row).truncated())
                .mapToObj(row -> "text " + row + ": "
                        + reading.rows().get(row).cutTokens() + " tokens ("
                        + reading.rows().get(row).cutCharacters() + " characters)")
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of("the model reads " + reading.reader().card().length() + " tokens; not read of "
                        + String.join(", ", rows));
    }
}
