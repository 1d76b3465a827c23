package ai.interpretdl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextPerturbationTest {
    private static final HuggingFaceTokenizer MINI_LM = Texts.miniLm();
    private static final String TEXT = "The unaffable waiter was rude. Very rude 😀!";

    static Stream<Replacement> replacements() {
        return Stream.of(new Replacement.By(1), new Replacement.By(4), new Replacement.Deletion(0));
    }

    @ParameterizedTest
    @MethodSource("replacements")
    void withEverythingOnTheTextIsItself(Replacement replacement) {
        Encoding encoding = MINI_LM.encode(TEXT, 128).padded(30, 0);
        for (Granularity granularity : Granularity.values()) {
            Spans spans = Spans.of(encoding, granularity);
            long[] on = new long[spans.size()];
            Arrays.fill(on, 1);
            assertThat(new TextPerturbation(spans, replacement).inputs(Tensor.of(on, 1, on.length)))
                    .isEqualTo(Map.of(
                            TextInput.IDS,
                            encoding.ids(),
                            TextInput.MASK,
                            encoding.mask(),
                            TextInput.TYPES,
                            encoding.types()));
        }
    }

    /** A word deleted by tokens is the word deleted from the text: what the model reads is the same. */
    @Test
    void deletingWordsIsReadingTheTextWithoutThem() {
        Encoding encoding = MINI_LM.encode(TEXT, 128);
        Spans spans = Spans.of(encoding, Granularity.WORD);
        Random random = new Random(3);
        long[] keep = random.ints(20L * spans.size(), 0, 2).asLongStream().toArray();
        Map<TextInput, Tensor> rows =
                new TextPerturbation(spans, new Replacement.Deletion(0)).inputs(Tensor.of(keep, 20, spans.size()));
        for (int row = 0; row < 20; row++) {
            StringBuilder rest = new StringBuilder();
            for (int i = 0; i < spans.size(); i++) {
                if (keep[row * spans.size() + i] != 0) {
                    rest.append(spans.spans().get(i).text(encoding)).append(' ');
                }
            }
            Encoding expected = MINI_LM.encode(rest.toString(), 128).padded(encoding.length(), 0);
            assertThat(rows.get(TextInput.IDS).rows(row, row + 1)).isEqualTo(expected.ids());
            assertThat(rows.get(TextInput.MASK).rows(row, row + 1)).isEqualTo(expected.mask());
            assertThat(rows.get(TextInput.TYPES).rows(row, row + 1)).isEqualTo(expected.types());
        }
    }

    @Test
    void replacingChangesTheTokensOfTheFeatureAndNoOther() {
        Encoding pair = MINI_LM.encode("An unaffable man", "a rude one", 128).padded(15, 0);
        Spans spans = Spans.of(pair, Granularity.WORD);
        double[] keep = {1, 0, 1, 1, 0.5, 1};
        Map<TextInput, Tensor> row =
                new TextPerturbation(spans, new Replacement.By(4)).inputs(Tensor.of(keep, 1, keep.length));
        long[] expected = pair.ids().longs();
        Arrays.fill(expected, 2, 5, 4);
        assertThat(row.get(TextInput.IDS).longs()).isEqualTo(expected);
        assertThat(row.get(TextInput.MASK)).isEqualTo(pair.mask());
        assertThat(row.get(TextInput.TYPES)).isEqualTo(pair.types());
    }

    @Test
    void saysWhenSwitchesDoNotFit() {
        Spans spans = Spans.of(MINI_LM.encode("one two", 128), Granularity.WORD);
        TextPerturbation perturbation = new TextPerturbation(spans, new Replacement.By(1));
        assertThatThrownBy(() -> perturbation.inputs(Tensor.of(new long[3], 1, 3)))
                .hasMessageContaining("give [samples, 2]");
    }
}
