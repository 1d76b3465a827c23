package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.layer.ChannelSelection;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.ScoreCam.Weighting;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Small models and pictures for the laws of class activation maps, and a layer to compute them from slowly. */
final class Cams {
    static final long ROOMY = 1L << 24;

    static final MapView RAW = MapView.raw("again");
    static final int CHANNELS = 4;
    static final int CELLS = 9;
    static final Tensor ROWS = pictures(2);

    private Cams() {}

    /** A layer's values and gradients in one row, {@code [channel][cell]}. */
    @SuppressWarnings("ArrayRecordComponent")
    record Layer(double[][] a, double[][] g) {
        double[] joined(Weight weight) {
            double[] map = new double[a[0].length];
            for (int c = 0; c < a.length; c++) {
                for (int i = 0; i < map.length; i++) {
                    map[i] += weight.of(a[c], g[c], i) * a[c][i];
                }
            }
            return map;
        }
    }

    /** What a cell of a channel counts. */
    interface Weight {
        double of(double[] a, double[] g, int cell);
    }

    static ScoreCam score(Weighting weighting, ChannelSelection selection) {
        return new ScoreCam(RAW, weighting, selection, Baseline.zeros());
    }

    static Question about(Tensor x) {
        return Question.of(Map.of("x", x)).about(Target.ofClass(0));
    }

    static double[] explain(Interpretation algorithm, Model model, Tensor x) {
        return algorithm.interpret(model, about(x)).attributions().doubles();
    }

    static double score(Model model, Tensor x) {
        return Objects.requireNonNull(model.infer(Map.of("x", x)).get("out")).doubles()[0];
    }

    static Layer layer(Model model) {
        return layer(model, "again");
    }

    /** The first row. */
    static Layer layer(Model model, String name) {
        Map<String, Tensor> found = Inquiry.of(model, about(ROWS.rows(0, 1)))
                .run(f -> Map.of("a", f.activation(name, f.input()), "g", f.gradient(f.input(), name)));
        Tensor a = Objects.requireNonNull(found.get("a"));
        int channels = (int) a.shape().dim(1);
        return new Layer(
                channels(a.doubles(), channels),
                channels(Objects.requireNonNull(found.get("g")).doubles(), channels));
    }

    static double[][] channels(double[] flat, int channels) {
        int cells = flat.length / channels;
        return IntStream.range(0, channels)
                .mapToObj(c -> Arrays.copyOfRange(flat, c * cells, (c + 1) * cells))
                .toArray(double[][]::new);
    }

    /** float32 rounds each of some dozens of terms at 1e-7. */
    static org.assertj.core.data.Offset<Double> relative(double[] values) {
        return within(2e-5 * Arrays.stream(values).map(Math::abs).max().orElse(0) + 1e-30);
    }

    static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    static double mean(double[] values) {
        return sum(values) / values.length;
    }

    static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static Tensor pictures(int count) {
        float[] values = new float[36 * count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sin(1.7 * i) + 0.4 * Math.cos(0.3 * i));
        }
        return Tensor.of(values, count, 1, 6, 6);
    }
}
