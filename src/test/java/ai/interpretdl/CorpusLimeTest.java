package ai.interpretdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.WordWeights.Word;
import ai.interpretdl.model.Model;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.WordModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusLimeTest {
    /** w2 and w3 speak for the second class, w5 against it; w4 says nothing. */
    private static final float[] SAY = {0, 0, 2, 0.5f, 0, -1};

    private static final List<String> TEXTS = List.of("w2 w4 w3", "W2 w5", "w4 w2 w2", "w5 w5", "");
    private static final CorpusLime LIME = CorpusLime.of(64);

    @TempDir
    Path folder;

    private Model model;

    @BeforeEach
    void open() throws IOException {
        float[] table = new float[2 * SAY.length];
        for (int i = 0; i < SAY.length; i++) {
            table[2 * i + 1] = SAY[i];
        }
        model = InterpretDl.open(WordModel.write(folder, Tensor.of(table, SAY.length, 2)), Device.cpu());
    }

    @AfterEach
    void close() {
        model.close();
    }

    /** LIME asks for all coalitions of so few words. */
    @Test
    void aWordCountsByItsContributionWhereverItStands() throws IOException {
        WordWeights one = LIME.learn(model, List.of("W2 w4"), folder.resolve("one.json"));
        List<Word> words = one.top(1, 5, 1);
        assertThat(words.get(0).word()).isEqualTo("w2");
        // w4 adds nothing, so the share of w2 is all: its contribution is its weight, what it adds to the probability
        assertThat(words.get(0).weight()).isCloseTo(1 / (1 + Math.exp(-2)) - 0.5, within(1e-4));

        WordWeights all = LIME.learn(model, TEXTS, folder.resolve("all.json"));
        assertThat(all.top(1, 1, 3)).extracting(Word::word, Word::occurrences).containsExactly(tuple("w2", 4L));
        assertThat(all.top(0, 5, 1)).extracting(Word::word).containsExactly("w5");
    }

    @Test
    void aRunThatWasStoppedGoesOnAsIfItHadNot() throws IOException {
        Path whole = folder.resolve("whole.json");
        Path parts = folder.resolve("parts.json");
        LIME.learn(model, TEXTS, whole);
        LIME.learn(model, TEXTS.subList(0, 2), parts);
        LIME.learn(model, TEXTS, parts);
        assertThat(Files.readString(parts)).isEqualTo(Files.readString(whole));
        LIME.learn(model, TEXTS, parts);
        assertThat(Files.readString(parts)).as("nothing new").isEqualTo(Files.readString(whole));
    }

    @Test
    void otherSamplesDoNotGoOnWithTheseWeights() throws IOException {
        Path file = folder.resolve("weights.json");
        LIME.learn(model, TEXTS.subList(0, 1), file);
        assertThatThrownBy(() -> CorpusLime.of(32).learn(model, TEXTS, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name another file");
        Files.writeString(file, "{}");
        List<String> texts = new ArrayList<>(TEXTS);
        assertThatThrownBy(() -> LIME.learn(model, texts, file)).hasMessageContaining("interpretdl-word-weights");
    }
}
