package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Perturbation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.Encoding;
import ai.interpretdl.text.Granularity;
import ai.interpretdl.text.Spans;
import ai.interpretdl.text.SpecialToken;
import ai.interpretdl.text.TextReader;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The units of texts that measures take away: tokens, words or sentences. Special tokens always stay.
 *
 * @param reader the way from texts to the model's inputs
 * @param rows the units of each text, a row each
 * @param by what stands in place of the tokens of a unit that is away; none: the rest of the text moves up
 */
public record TextUnits(TextReader reader, List<Spans> rows, Optional<SpecialToken> by) {
    private static final int MOST = 4096;

    public TextUnits {
        rows = List.copyOf(rows);
    }

    /** Units replaced by another token. */
    public static TextUnits replaced(TextReader reader, List<Encoding> rows, Granularity unit, SpecialToken by) {
        return new TextUnits(reader, spans(rows, unit), Optional.of(by));
    }

    /** Units taken out. */
    public static TextUnits deleted(TextReader reader, List<Encoding> rows, Granularity unit) {
        return new TextUnits(reader, spans(rows, unit), Optional.empty());
    }

    private static List<Spans> spans(List<Encoding> rows, Granularity unit) {
        return rows.stream().map(row -> Spans.of(row, unit)).toList();
    }

    /** What the explanation gives each unit of a row: its own number where the algorithm knew these units, else the sum over its tokens. */
    double[] values(Claim claim, int row) {
        Spans spans = rows.get(row);
        Optional<Tensor> weights = claim.explanation().tensor("weights");
        Optional<Tensor> features = claim.explanation().tensor("features");
        if (weights.isPresent()
                && features.filter(f -> f.longs()[row] == spans.size()).isPresent()) {
            return Arrays.copyOf(weights.get().rows(row, row + 1L).doubles(), spans.size());
        }
        double[] attributions =
                claim.explanation().attributions().rows(row, row + 1L).doubles();
        int width = attributions.length / spans.encoding().length();
        double[] tokens = new double[spans.encoding().length()];
        for (int i = 0; i < attributions.length; i++) {
            tokens[i / width] += attributions[i];
        }
        return spans.sum(tokens);
    }

    /**
     * The target's score of a row without the units that are switched off: the probability, unless the question names another form.
     *
     * @param switches 0 for off, {@code [samples, units]}
     */
    double[] scores(Claim claim, int row, Tensor switches) {
        Question asked = claim.question().row(row);
        Question question = asked.kind().isPresent() ? asked : asked.as(OutputKind.PROBABILITY);
        Inquiry inquiry = Inquiry.of(claim.model(), question);
        Segments segments = Segments.of(inquiry, features(row), MOST);
        return Perturbation.scores(inquiry, segments, masks(switches), hiding(row))[0];
    }

    /** Switches with a row in front that keeps everything. */
    static Tensor withWhole(Tensor switches) {
        boolean[] all = new boolean[Math.toIntExact(switches.shape().dim(1))];
        Arrays.fill(all, true);
        return Tensor.concat(List.of(Tensor.of(all, 1, all.length), switches));
    }

    private static Masks masks(Tensor switches) {
        double[] on = switches.doubles();
        int units = Math.toIntExact(switches.shape().dim(1));
        return Masks.of(on.length / units, units, sample -> {
            BitSet kept = new BitSet(units);
            for (int unit = 0; unit < units; unit++) {
                kept.set(unit, on[sample * units + unit] != 0);
            }
            return kept;
        });
    }

    /** The units of a row, for algorithms that switch features. */
    public Features features(int row) {
        return Features.given(Map.of(reader.ids(), rows.get(row).segments()));
    }

    /** What hides units of a row. */
    public Baseline hiding(int row) {
        List<Encoding> encoding = List.of(rows.get(row).encoding());
        return by.<Baseline>map(token -> new Baseline.Paired(Map.of(reader.ids(), reader.filled(encoding, token))))
                .orElseGet(() -> new Baseline.Deletion(reader.fill()));
    }
}
