package ai.interpretdl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.FeatureOcclusion;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Seam;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model reads texts as its card says, or as its file and a tokenizer beside it show. */
class TextReaderTest {
    /** 30 tokens: what the exported test networks know. */
    private static final String TOKENIZER = """
            {"version": "1.0", "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"}, "decoder": null,
             "added_tokens": [
               {"id": 0, "content": "[PAD]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
               {"id": 3, "content": "[SEP]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
             "post_processor": {"type": "TemplateProcessing",
               "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
               "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
                 {"Sequence": {"id": "B", "type_id": 1}}, {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
               "special_tokens": {"[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}},
             "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3,
               "good": 4, "bad": 5, "soup": 6, "the": 7, "was": 8}}}
            """;

    @TempDir
    Path folder;

    @Test
    void theShippedModelsReadText() {
        try (Model model = open(Path.of("..", "models", "minilm-sentiment.onnx"))) {
            TextReader reader = TextReader.of(model).orElseThrow();
            assertThat(reader.card().length()).isEqualTo(512);
            assertThat(reader.card().fixed()).isFalse();
            assertThat(reader.card().special()).containsKeys(SpecialToken.PAD, SpecialToken.UNKNOWN, SpecialToken.MASK);
            assertThat(reader.tensors(reader.encode(List.of("Bad.", "A good phone"))))
                    .containsOnlyKeys("input_ids", "attention_mask", "token_type_ids");
            assertThat(model.seams()).extracting(Seam::input).containsExactly("input_ids");
        }
        try (Model model = open(Path.of("..", "models", "bilstm.onnx"))) {
            TextReader reader = TextReader.of(model).orElseThrow();
            Tensor ids = reader.tensors(reader.encode(List.of("Bad."))).get("input_ids");
            assertThat(ids.shape().dims()).containsExactly(1, 128);
        }
        try (Model model = open(Path.of("..", "models", "fashion-cnn.onnx"))) {
            assertThat(TextReader.of(model)).isEmpty();
        }
    }

    /** A file with its tokenizer is enough, whether it takes one row of eight tokens or any number of any length. */
    @ParameterizedTest
    @ValueSource(strings = {"bert-fixed", "bert-dynamic"})
    void aTokenizerBesideTheFileIsEnough(String name) throws IOException {
        Files.copy(ExportFixture.named(name).file(), folder.resolve("some.onnx"));
        Files.writeString(
                folder.resolve(name.equals("bert-fixed") ? "some.tokenizer.json" : "tokenizer.json"), TOKENIZER);
        try (Model model = open(folder.resolve("some.onnx"))) {
            TextReader reader = TextReader.of(model).orElseThrow();
            Map<String, Tensor> pair = reader.tensors(reader.encode(List.of("the soup"), List.of("was good")));
            int length = Math.toIntExact(pair.get("input_ids").shape().dim(1));
            assertThat(first(pair.get("input_ids"), 6)).containsExactly(7, 6, 3, 8, 4, 3);
            assertThat(first(pair.get("token_type_ids"), 6)).containsExactly(0, 0, 0, 1, 1, 1);
            assertThat(first(pair.get("attention_mask"), length).length).isEqualTo(length);
            assertThat(model.infer(pair).values()).hasSize(1);
        }
    }

    /** A batch of pairs through the export of one row of eight tokens and through the one of any: the same words count the same. */
    @Test
    void aFixedAndAFreeExportExplainPairsAlike() throws IOException {
        double[][] fixed = explained("bert-fixed");
        double[][] free = explained("bert-dynamic");
        assertThat(fixed.length).isEqualTo(2);
        for (int i = 0; i < fixed.length; i++) {
            assertThat(Arrays.stream(fixed[i]).map(Math::abs).sum()).isGreaterThan(1e-3);
            assertThat(fixed[i]).containsExactly(free[i], within(1e-4));
        }
    }

    /** The numbers of the words of two pairs: input times gradient, then what deleting each word loses. */
    private double[][] explained(String name) throws IOException {
        Path file = folder.resolve(name + ".onnx");
        Files.copy(ExportFixture.named(name).file(), file);
        Files.writeString(folder.resolve(name + ".tokenizer.json"), TOKENIZER);
        try (Model model = open(file)) {
            TextReader reader = TextReader.of(model).orElseThrow();
            List<Encoding> rows = reader.encode(List.of("the soup", "bad"), List.of("was good", "the good soup"));
            List<Spans> words =
                    rows.stream().map(row -> Spans.of(row, Granularity.WORD)).toList();
            Question question = Question.of(reader.tensors(rows)).about(Target.ofClass(1));
            Features features = Features.given(Map.of(reader.ids(), Spans.segments(words)));
            FeatureOcclusion occlusion = new FeatureOcclusion(features, new Baseline.Deletion(reader.fill()));
            return new double[][] {
                sums(words, new InputXGradient().interpret(model, question).attributions()),
                occlusion
                        .interpret(model, question)
                        .tensor("weights")
                        .orElseThrow()
                        .doubles()
            };
        }
    }

    private static double[] sums(List<Spans> words, Tensor attributions) {
        return IntStream.range(0, words.size())
                .mapToObj(row ->
                        words.get(row).sum(attributions.rows(row, row + 1L).doubles()))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static long[] first(Tensor tensor, int count) {
        return Arrays.copyOf(tensor.longs(), count);
    }

    @Test
    void aCardNamesWhatTheFileDoesNotShow() throws IOException {
        Files.copy(ExportFixture.named("bert-dynamic").file(), folder.resolve("some.onnx"));
        Files.writeString(folder.resolve("words.json"), TOKENIZER);
        Files.writeString(folder.resolve("some.json"), """
                {"text": {"tokenizer": "words.json", "length": 8, "fixed": true, "special": {"unknown": 2, "mask": 1},
                 "inputs": {"ids": "input_ids", "mask": "attention_mask", "types": "token_type_ids"},
                 "embedding": "word_embeddings"}}
                """);
        try (Model model = open(folder.resolve("some.onnx"))) {
            TextReader reader = TextReader.of(model).orElseThrow();
            assertThat(reader.card().special())
                    .containsEntry(SpecialToken.UNKNOWN, 2L)
                    .containsEntry(SpecialToken.MASK, 1L)
                    .containsEntry(SpecialToken.PAD, 0L);
            List<Encoding> rows = reader.encode(List.of("bad bad"));
            assertThat(reader.filled(rows, SpecialToken.MASK).longs()).containsExactly(1, 1, 3, 0, 0, 0, 0, 0);
            assertThat(reader.fill()).isEqualTo(Map.of("input_ids", 0L, "attention_mask", 0L, "token_type_ids", 0L));
            assertThat(model.embedding()).isEqualTo(Optional.of(new Seam("input_ids", "word_embeddings")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name one of tokenizer",
                "{\"tokenizer\": \"words.json\", \"vocabulary\": \"w\"} | name one of tokenizer",
                "{\"tokenizer\": \"missing.json\"} | no such file",
                "{\"tokenizer\": \"words.json\", \"lenght\": 3} | unknown field lenght",
                "{\"tokenizer\": \"words.json\", \"length\": 0} | length is 0",
                "{\"tokenizer\": \"words.json\", \"inputs\": {\"ids\": \"tokens\"}} | names [tokens]; the model has",
                "{\"tokenizer\": \"words.json\", \"inputs\": {\"id\": \"input_ids\"}} | id is none of [ids, mask, types, positions]",
                "{\"tokenizer\": \"words.json\", \"special\": {\"pad\": \"[PAD]\"}} | not the id of a token",
                "{\"vocabulary\": \"words.txt\", \"cut\": \"(\"} | regular expression"
            })
    void aWrongCardSaysWhatIsWrong(String section, String told) throws IOException {
        Files.copy(ExportFixture.named("bert-dynamic").file(), folder.resolve("some.onnx"));
        Files.writeString(folder.resolve("words.json"), TOKENIZER);
        Files.writeString(folder.resolve("words.txt"), "<pad>\n<unk>\n");
        Files.writeString(folder.resolve("some.json"), "{\"text\": " + section + "}");
        try (Model model = open(folder.resolve("some.onnx"))) {
            assertThatThrownBy(() -> TextReader.of(model))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("card of some, text")
                    .hasMessageContaining(told);
        }
    }

    private static Model open(Path file) {
        return InterpretDl.open(file, Device.cpu());
    }
}
