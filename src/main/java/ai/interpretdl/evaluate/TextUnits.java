package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Perturbation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.Encoding;
import ai.interpretdl.text.Granularity;
import ai.interpretdl.text.Spans;
import ai.interpretdl.text.SpecialToken;
import ai.interpretdl.text.TextReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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
     * The target's score of each row without the units that are switched off, all rows in one program: the probability, unless the question
     * names another form.
     *
     * @param switches of each row, 0 for off, {@code [samples, units]}
     */
    List<double[]> scores(Claim claim, List<Tensor> switches) {
        Question asked = claim.question();
        Question question = asked.kind().isPresent() ? asked : asked.as(OutputKind.PROBABILITY);
        List<Question> parts = RowByRow.questions(claim.model(), question);
        if (parts.size() == 1) {
            return scores(Inquiry.of(claim.model(), question), rows, switches);
        }
        List<double[]> scores = new ArrayList<>();
        for (int row = 0; row < parts.size(); row++) {
            Inquiry inquiry = Inquiry.of(claim.model(), parts.get(row));
            scores.addAll(scores(inquiry, List.of(rows.get(row)), List.of(switches.get(row))));
        }
        return scores;
    }

    private List<double[]> scores(Inquiry inquiry, List<Spans> texts, List<Tensor> switches) {
        Features features = Features.given(Map.of(reader.ids(), Spans.segments(texts)));
        Segments segments = Segments.of(inquiry, features, MOST);
        Tensor shares = shares(switches, segments.features());
        double[][] scores = Perturbation.scores(inquiry, segments, shares, hiding(texts));
        return IntStream.range(0, scores.length)
                .mapToObj(row -> Arrays.copyOf(
                        scores[row], Math.toIntExact(switches.get(row).shape().dim(0))))
                .toList();
    }

    /** {@code [samples, N, units]}: a row with fewer samples repeats its last, and of units that it does not have all stay. */
    private static Tensor shares(List<Tensor> switches, int units) {
        long samples =
                switches.stream().mapToLong(own -> own.shape().dim(0)).max().orElse(1);
        int rows = switches.size();
        float[] shares = new float[Math.toIntExact(samples * rows * units)];
        Arrays.fill(shares, 1);
        for (int row = 0; row < rows; row++) {
            double[] on = switches.get(row).doubles();
            int own = (int) switches.get(row).shape().dim(1);
            int last = (int) switches.get(row).shape().dim(0) - 1;
            for (int sample = 0; sample < samples; sample++) {
                int from = Math.min(sample, last) * own;
                for (int unit = 0; unit < own; unit++) {
                    shares[(sample * rows + row) * units + unit] = (float) on[from + unit];
                }
            }
        }
        return Tensor.of(shares, samples, rows, units);
    }

    /** Switches with a row in front that keeps everything. */
    static Tensor withWhole(Tensor switches) {
        boolean[] all = new boolean[Math.toIntExact(switches.shape().dim(1))];
        Arrays.fill(all, true);
        return Tensor.concat(List.of(Tensor.of(all, 1, all.length), switches));
    }

    /** The units of a row, for algorithms that switch features. */
    public Features features(int row) {
        return Features.given(Map.of(reader.ids(), rows.get(row).segments()));
    }

    /** What hides units of a row. */
    public Baseline hiding(int row) {
        return hiding(List.of(rows.get(row)));
    }

    private Baseline hiding(List<Spans> texts) {
        List<Encoding> encodings = texts.stream().map(Spans::encoding).toList();
        return by.<Baseline>map(token -> new Baseline.Paired(Map.of(reader.ids(), reader.filled(encodings, token))))
                .orElseGet(() -> new Baseline.Deletion(reader.fill()));
    }
}
