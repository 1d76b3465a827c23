package ai.interpretdl.functions.normlime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NormLIME of texts keys by word. */
class WordsTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> TEXTS =
            List.of("Awful film.", "An awful, awful waste!", "I love it", "Love the film");

    @TempDir
    Path folder;

    @Test
    void theTableHoldsEachWordOnceForAClassTheHeaviestFirst() {
        Response answer = ask(Map.of("text", TEXTS));
        List<String> words = out(answer, "table.word").strings();
        List<String> labels = out(answer, "table.label").strings();
        float[] weights = out(answer, "table.weight").floats();
        long[] counts = out(answer, "table.count").longs();
        int awful = words.indexOf("awful");
        assertThat(labels.get(awful)).isEqualTo("negative");
        assertThat(counts[awful]).as("three occurrences in two texts").isEqualTo(3);
        for (int i = 1; i < weights.length; i++) {
            assertThat(weights[i]).isLessThanOrEqualTo(labels.get(i).equals(labels.get(i - 1)) ? weights[i - 1] : 1);
        }
        assertThat(words).hasSize(labels.size()).contains("love").doesNotContain("Love");

        // Every text has the weights of its words: the same word of two texts of a class the same.
        List<String> shown = out(answer, "words").strings();
        float[] each = out(answer, "word_attributions").floats();
        int width = shown.size() / TEXTS.size();
        assertThat(each[shown.subList(0, width).indexOf("Awful")])
                .isEqualTo(weights[awful])
                .isEqualTo(each[width + shown.subList(width, 2 * width).indexOf("awful")]);
        assertThat(answer.outputs()).doesNotContainKeys("prior", "kinds");
    }

    @Test
    void aRunGoesOnFromItsState() {
        Response whole = ask(Map.of("text", TEXTS));
        Response half = ask(Map.of("text", TEXTS.subList(0, 2)));
        Response rest = ask(Map.of("text", TEXTS, "state", state(half)));
        assertThat(state(rest)).isEqualTo(state(whole));
        assertThat(rest.quality().get("texts").intValue()).isEqualTo(4);
        assertThat(rest.quality().has("complete")).isFalse();
    }

    @Test
    void whatTimeDidNotSufficeForIsLeftToTheNextCall() throws IOException {
        Path corpus = corpus("reviews.txt", String.join("\n\n", TEXTS));
        Response some = ask(Map.of("corpus", corpus.toUri(), "max_seconds", 1e-9));
        assertThat(some.quality().get("complete").booleanValue()).isFalse();
        assertThat(some.quality().get("texts").intValue()).isEqualTo(1);
        Path saved = Files.writeString(folder.resolve("state.json"), state(some));
        Response next = ask(Map.of("corpus", corpus.toUri(), "max_seconds", 1e-9, "state", saved.toUri()));
        assertThat(next.quality().get("texts").intValue()).isEqualTo(2);
        Response rest = ask(Map.of("corpus", corpus.toUri(), "state", saved.toUri()));
        assertThat(state(rest)).isEqualTo(state(ask(Map.of("text", TEXTS))));
    }

    @Test
    void aCorpusAnswersNothingButItsTable() throws IOException {
        Path corpus = corpus("reviews.jsonl", "\"Awful film.\"\n{\"text\": \"I love it\"}\n");
        Response answer = ask(Map.of("corpus", corpus.toUri()));
        assertThat(answer.outputs().keySet())
                .containsExactly("table.word", "table.class", "table.label", "table.weight", "table.count", "state");
        assertThat(state(answer)).isEqualTo(state(ask(Map.of("text", List.of("Awful film.", "I love it")))));
    }

    @Test
    void whatMakesNoSenseIsTold() throws IOException {
        String state = state(ask(Map.of("text", TEXTS.get(0))));
        refused(
                Map.of("text", TEXTS, "state", state, "samples", 9),
                "state was learnt from another model or with other");
        refused(Map.of("text", TEXTS, "state", "{}"), "state is not of format interpretdl-word-weights");
        refused(Map.of("text", TEXTS, "state", "{"), "state is no JSON");
        refused(Map.of("corpus", "aGVsbG8="), "corpus is no file: URI of a .txt or .jsonl file");
        Path corpus = corpus("c.jsonl", "{\"text\": \"a\", \"target\": 1}");
        refused(Map.of("corpus", corpus.toUri()), "target is no parameter here");
        refused(Map.of("corpus", corpus.toUri(), "text", "a"), "text is given beside corpus");
        refused(Map.of("corpus", corpus.toUri(), "picture", true), "picture is of texts");
        refused(Map.of("text", TEXTS, "true_label", List.of("a", "b")), "true_label has 2 labels for 4 texts");
        refused(Map.of("text", List.of("  ")), "without anything that could be hidden");
        refused(Map.of("text", TEXTS, "scope", "all"), "scope is no parameter here");
    }

    @Test
    void tokensAreKindsWhereThatIsAsked() {
        Response answer = ask(Map.of("text", TEXTS, "kinds", "tokens"));
        assertThat(answer.outputs()).containsKeys("prior", "kinds").doesNotContainKey("state");
    }

    private Path corpus(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private void refused(Map<String, ?> fields, String told) {
        assertThatThrownBy(() -> ask(fields)).isInstanceOf(Refusal.class).hasMessageContaining(told);
    }

    private Response ask(Map<String, ?> fields) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        all.put("samples", MAPPER.valueToTree(64));
        fields.forEach((name, value) -> all.put(name, MAPPER.valueToTree(value)));
        Explainer explainer = Explainer.over(MODELS, List.of(folder));
        return new NormLimeFunction(explainer).normLime(new Request(all));
    }

    private static Tensor out(Response answer, String name) {
        return Objects.requireNonNull(answer.outputs().get(name), name);
    }

    private static String state(Response answer) {
        return out(answer, "state").strings().get(0);
    }
}
