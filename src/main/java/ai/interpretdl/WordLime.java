package ai.interpretdl;

import ai.interpretdl.evaluate.TextUnits;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Quality;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.KindWeights;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.Encoding;
import ai.interpretdl.text.Spans;
import ai.interpretdl.text.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@link CorpusLime} about the texts of a question: the table of all words, what to go on from, and the words of each text with what they
 * count.
 *
 * <p>The table is {@code table.word}, {@code table.class}, {@code table.weight} and {@code table.count}, {@code [words]} each, the classes in
 * their order and the words of each from the heaviest on; {@code state} is what {@link WordWeights#read} takes.
 *
 * @param algorithm that learns
 * @param texts the words of the question's rows
 * @param earlier weights to go on from
 * @param maxSeconds after which no further text is begun; infinite for no limit
 * @param each whether each text is answered, beside the table
 */
public record WordLime(
        CorpusLime algorithm, TextUnits texts, Optional<WordWeights> earlier, double maxSeconds, boolean each)
        implements Interpretation {
    private static final int ALL = Integer.MAX_VALUE;

    @Override
    public String name() {
        return "norm-lime";
    }

    /** @throws IllegalArgumentException when earlier weights are those of another model or of other parameters */
    @Override
    public Explanation interpret(Model model, Question question) {
        long started = System.nanoTime();
        WordWeights learnt = known(model, question);
        int row = 0;
        boolean any = false;
        // However short the time, a call gets further than the last one.
        while (row < texts.rows().size() && (!any || seconds(started) < maxSeconds)) {
            Spans alone = alone(texts.rows().get(row));
            if (!learnt.knows(alone.encoding())) {
                TextUnits one = new TextUnits(texts.reader(), List.of(alone), texts.by());
                learnt = algorithm.with(learnt, model, one, question.row(row));
                any = true;
            }
            row++;
        }
        return answer(model, question, learnt, row == texts.rows().size(), started);
    }

    private static double seconds(long started) {
        return (double) (System.nanoTime() - started) / TimeUnit.SECONDS.toNanos(1);
    }

    private WordWeights known(Model model, Question question) {
        String key = algorithm.key(model, question, texts.by());
        WordWeights known = earlier.orElseGet(() -> WordWeights.start(key));
        if (!known.key().equals(key)) {
            throw new IllegalArgumentException(
                    "state was learnt from another model or with other parameters: it is of [" + known.key()
                            + "], this is [" + key + "]; leave it out to begin anew");
        }
        return known;
    }

    /** A text that is padded to others takes longer and says the same. */
    private Spans alone(Spans words) {
        Encoding row = words.encoding();
        List<Token> tokens = row.tokens().stream()
                .filter(token -> token.kind() != Token.Kind.PADDING)
                .toList();
        Encoding own = texts.reader()
                .card()
                .padded(List.of(new Encoding(row.passages(), tokens)))
                .get(0);
        return new Spans(own, words.spans());
    }

    private Explanation answer(Model model, Question question, WordWeights learnt, boolean complete, long started) {
        Optional<Explanation> rows = each ? Optional.of(rows(model, question, learnt)) : Optional.empty();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        rows.ifPresent(found -> tensors.putAll(found.tensors()));
        // Their numbers are those of words here, and mean nothing elsewhere.
        tensors.keySet().removeAll(List.of("kinds", "prior"));
        tensors.putAll(table(model, learnt));
        Quality quality = new Quality(
                        model.device(),
                        seconds(started),
                        algorithm.samples(),
                        true,
                        algorithm.seed(),
                        model.digest(),
                        rows.map(found -> found.quality().answerId()).orElseGet(learnt::digest),
                        0)
                .reaching(Map.of("texts", (double) learnt.texts().size()), complete, seconds(started));
        return new Explanation(name(), tensors, rows.map(Explanation::predicted).orElse(List.of()), quality);
    }

    private Explanation rows(Model model, Question question, WordWeights learnt) {
        // A text that time did not suffice for may have words that were never met; they weigh nothing.
        List<List<Integer>> kinds = texts.rows().stream()
                .map(words ->
                        CorpusLime.keys(words).stream().map(learnt::number).toList())
                .toList();
        Features features = Features.given(Map.of(texts.reader().ids(), Spans.segments(texts.rows())));
        return new KindWeights(features, new Kinds.Numbered(kinds), learnt.weights()).interpret(model, question);
    }

    private static Map<String, Tensor> table(Model model, WordWeights learnt) {
        Card card = model.card().orElse(Card.NONE);
        List<String> words = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<Long> classes = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int label : learnt.weights().labels().keySet()) {
            for (WordWeights.Word word : learnt.top(label, ALL, 1)) {
                words.add(word.word());
                labels.add(card.label(label).orElse(""));
                classes.add((long) label);
                weights.add(word.weight());
                counts.add(word.occurrences());
            }
        }
        Map<String, Tensor> table = new LinkedHashMap<>();
        int rows = words.size();
        table.put("table.word", Tensor.of(words, rows));
        table.put("table.class", Tensor.of(longs(classes), rows));
        if (!card.labels().isEmpty()) {
            table.put("table.label", Tensor.of(labels, rows));
        }
        double[] numbers = weights.stream().mapToDouble(Double::doubleValue).toArray();
        table.put("table.weight", Tensor.of(ElementType.FLOAT, numbers, rows));
        table.put("table.count", Tensor.of(longs(counts), rows));
        table.put("state", Tensor.of(List.of(learnt.json().toString()), 1));
        return table;
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
