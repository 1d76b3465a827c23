package ai.interpretdl;

import ai.interpretdl.evaluate.TextUnits;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.LinearRegression;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.Target;
import ai.interpretdl.text.Encoding;
import ai.interpretdl.text.Granularity;
import ai.interpretdl.text.Span;
import ai.interpretdl.text.Spans;
import ai.interpretdl.text.SpecialToken;
import ai.interpretdl.text.TextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What words count for a class over a corpus of texts: NormLIME keyed by word, which can be stopped and taken up again.
 *
 * <p>Ahern et al., 2019, arXiv:1909.04200, equation 5: each text is explained by LIME over its words, for its predicted class unless
 * another is named, and the contributions w² / Σ|w| of all occurrences of a word that speak for the class are averaged. A word is keyed by
 * itself in lower case; InterpretDL's later versions key it by its position, which mixes unrelated words. As many forward passes a text as
 * samples. What is explained is the probability unless the question names another form.
 *
 * @param samples of LIME for each text
 * @param locality weight of a sample by its distance
 * @param regression of LIME's scores
 * @param contribution what a weight adds
 * @param seed of LIME's samples
 */
public record CorpusLime(
        int samples, Locality locality, LinearRegression regression, Contribution contribution, long seed) {
    private static final int SAVED_EVERY = 10;

    public CorpusLime {
        Require.positive(samples, "samples");
    }

    /** InterpretDL's contribution and regression, with seed 0. */
    public static CorpusLime of(int samples) {
        return new CorpusLime(samples, new Locality(0.25), new Ridge(0), Contribution.NORM_LIME, 0);
    }

    /**
     * Learns from the texts that the file does not know yet, and saves every ten of them and at the end.
     *
     * @param file of earlier runs, if it exists; a run that was stopped goes on where it was saved
     * @throws IllegalArgumentException when the model reads no text, or the file is about another model or other samples
     */
    public WordWeights learn(Model model, List<String> texts, Path file) throws IOException {
        TextReader reader = TextReader.of(model)
                .orElseThrow(() -> new IllegalArgumentException("the model " + model + " reads no text"));
        Question about = Question.of(Map.of());
        String key = key(model, about, reader.cover());
        WordWeights known = Files.exists(file) ? WordWeights.read(file) : WordWeights.start(key);
        if (!known.key().equals(key)) {
            throw new IllegalArgumentException(
                    file + " was learnt from another model or with other samples: name another file, or delete it");
        }
        int since = 0;
        for (String text : texts) {
            Encoding row = reader.encode(List.of(text)).get(0);
            if (!known.knows(row)) {
                known = with(known, model, units(reader, row, reader.cover()), about);
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

    private static TextUnits units(TextReader reader, Encoding row, Optional<SpecialToken> by) {
        return new TextUnits(reader, List.of(Spans.of(row, Granularity.WORD)), by);
    }

    /** What weights are learnt from: those of another key do not go together. */
    String key(Model model, Question about, Optional<SpecialToken> by) {
        Target target = about.target();
        // A class a text is told by its name alone: other texts may come.
        String of = target instanceof Target.OfClass c && c.classes().size() > 1 ? "given" : target.toString();
        return model.digest() + " " + this + " " + of + " " + kind(about) + " "
                + by.map(SpecialToken::toString).orElse("deletion");
    }

    private static OutputKind kind(Question about) {
        return about.kind().orElse(OutputKind.PROBABILITY);
    }

    /** Keys of the words of a text. */
    static List<String> keys(Spans words) {
        return words.spans().stream().map(span -> key(words, span)).toList();
    }

    private static String key(Spans words, Span span) {
        return span.text(words.encoding()).toLowerCase(Locale.ROOT);
    }

    /**
     * With one more text.
     *
     * @param text the words of one text, and what hides them
     * @param about target and output of the text
     */
    WordWeights with(WordWeights known, Model model, TextUnits text, Question about) {
        Spans words = text.rows().get(0);
        Encoding row = words.encoding();
        if (words.size() == 0) {
            return known.plus(row, 0, List.of(), new double[0], contribution);
        }
        Question question =
                about.with(text.reader().tensors(List.of(row))).as(kind(about)).seeded(seed);
        Lime lime = new Lime(text.features(0), text.hiding(0), samples, locality, regression);
        Explanation explanation = lime.interpret(model, question);
        double[] weights = explanation.tensor("weights").orElseThrow().doubles();
        return known.plus(
                row,
                label(question.target(), explanation),
                keys(words),
                Arrays.copyOf(weights, words.size()),
                contribution);
    }

    private static int label(Target target, Explanation explanation) {
        if (target instanceof Target.OfClass c) {
            return Math.toIntExact(c.classes().get(0));
        }
        if (target instanceof Target.Predicted && !explanation.predicted().isEmpty()) {
            return Math.toIntExact(explanation.predicted().get(0));
        }
        throw new IllegalArgumentException("words are counted for classes: the target has to be one, or predicted");
    }
}
