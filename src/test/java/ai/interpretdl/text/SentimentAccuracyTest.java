package ai.interpretdl.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.model.Model;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the shipped text models are right about labelled sentences, read through their cards. Every tenth sentence is taken; with
 * {@code -Devery=1} all of them, which gives the numbers of {@code models/README.md}.
 */
class SentimentAccuracyTest {
    private static final Path MODELS = Path.of("..", "models");
    private static final int EVERY = Integer.getInteger("every", 10);

    /** The bounds lie three standard errors of 300 sentences below the share of all 3000. */
    @ParameterizedTest
    @CsvSource({"minilm-sentiment, 0.87", "textcnn, 0.59", "bilstm, 0.58"})
    void isAsMeasured(String name, double atLeast) throws IOException {
        List<String> lines = Files.readAllLines(MODELS.resolve("uci-sentences.tsv"));
        int right = 0;
        int all = 0;
        try (Model model = InterpretDl.open(MODELS.resolve(name + ".onnx"), Device.cpu())) {
            TextReader reader = TextReader.of(model).orElseThrow();
            for (int i = 0; i < lines.size(); i += EVERY) {
                String[] parts = lines.get(i).split("\t", 2);
                boolean positive = parts[0].endsWith(":1");
                right += isPositive(model, reader, parts[1]) == positive ? 1 : 0;
                all++;
            }
        }
        System.getLogger(getClass().getName()).log(System.Logger.Level.INFO, "{0}: {1} of {2} right", name, right, all);
        assertThat((double) right / all).isGreaterThan(atLeast);
    }

    private static boolean isPositive(Model model, TextReader reader, String text) {
        Tensor logits =
                model.infer(reader.tensors(reader.encode(List.of(text)))).get(model.defaultOutput());
        float[] scores = Objects.requireNonNull(logits).floats();
        return scores[1] > scores[0];
    }
}
