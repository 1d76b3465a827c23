package ai.interpretdl;

import ai.interpretdl.evaluate.TextUnits;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.text.Encoding;
import ai.interpretdl.text.Granularity;
import ai.interpretdl.text.Span;
import ai.interpretdl.text.Spans;
import ai.interpretdl.text.TextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What words count for a class over a corpus of texts: NormLIME keyed by word, which can be stopped and taken up again.
 *
 * <p>Ahern et al., 2019, arXiv:1909.04200, equation 5: each text is explained by LIME over its words for its predicted class, and the
 * contributions w² / Σ|w| of all occurrences of a word that speak for the class are averaged. A word is keyed by itself in lower case;
 * InterpretDL's later versions key it by its position, which mixes unrelated words. As many forward passes a text as samples.
 *
 * @param samples of LIME for each text
 * @param contribution what a weight adds
 * @param seed of LIME's samples
 */
public record CorpusLime(int samples, Contribution contribution, long seed) {
    private static final int SAVED_EVERY = 10;

    /** InterpretDL's contribution, with seed 0. */
    public static CorpusLime of(int samples) {
        return new CorpusLime(samples, Contribution.NORM_LIME, 0);
    }

    /**
     * Learns from the texts that the file does not know yet, and saves every ten of them and at the end.
     *
     * @param file of earlier runs, if it exists; a run that was stopped goes on where it was saved
     * @throws IllegalArgumentException when the model reads no text, or the file is about another model or other samples
     */
    public WordWeights learn(Model model, List<String> texts, Path file) throws IOException {
        String key = model.digest() + " " + this;
        WordWeights known = Files.exists(file) ? WordWeights.read(file) : WordWeights.start(key);
        if (!known.key().equals(key)) {
            throw new IllegalArgumentException(file
                    + " was learnt from another model or with other samples: name another" + " file, or delete it");
        }
        TextReader reader = TextReader.of(model)
                .orElseThrow(() -> new IllegalArgumentException("the model " + model + " reads no text"));
        int since = 0;
        for (String text : texts) {
            if (!known.knows(text)) {
                known = with(known, model, reader, text);
                since++;
            }
            if (since == SAVED_EVERY) {
                known.write(file);
                since = 0;
            }
        }
        known.write(file);
        return known;
    }

    private WordWeights with(WordWeights known, Model model, TextReader reader, String text) {
        List<Encoding> rows = reader.encode(List.of(text));
        Spans words = Spans.of(rows.get(0), Granularity.WORD);
        if (words.size() == 0) {
            return known.plus(text, 0, List.of(), new double[0], contribution);
        }
        TextUnits units = new TextUnits(reader, List.of(words), reader.cover());
        Question question =
                Question.of(reader.tensors(rows)).as(OutputKind.PROBABILITY).seeded(seed);
        Lime lime = new Lime(units.features(0), units.hiding(0), samples, new Locality(0.25), new Ridge(0));
        Explanation explanation = lime.interpret(model, question);
        double[] weights = explanation.tensor("weights").orElseThrow().doubles();
        int label = Math.toIntExact(explanation.predicted().get(0));
        return known.plus(text, label, keys(words), Arrays.copyOf(weights, words.size()), contribution);
    }

    private static List<String> keys(Spans words) {
        return words.spans().stream().map(span -> key(words, span)).toList();
    }

    private static String key(Spans words, Span span) {
        return span.text(words.encoding()).toLowerCase(Locale.ROOT);
    }
}
