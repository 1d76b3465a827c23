package ai.interpretdl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextCardTest {
    private static final List<String> TEXTS = List.of("Good case, excellent value.", "Bad!");

    @Test
    void feedsATransformerByTheNamesOfItsInputs() {
        HuggingFaceTokenizer tokenizer = Texts.miniLm();
        Map<TextInput, String> inputs = TextCard.inputs(List.of("input_ids", "attention_mask", "token_type_ids"));
        TextCard card = new TextCard(inputs, TextCard.special(tokenizer), 128, false);
        Map<String, Tensor> tensors = card.tensors(card.encode(tokenizer, TEXTS));
        assertThat(tensors).containsOnlyKeys("input_ids", "attention_mask", "token_type_ids");
        long longest = tokenizer.encode(TEXTS.get(0), 128).length();
        assertThat(tensors.values())
                .allSatisfy(tensor -> assertThat(tensor.shape().dims()).containsExactly(2, longest));
        assertThat(tensors.get("input_ids").rows(0, 1))
                .isEqualTo(tokenizer.encode(TEXTS.get(0), 128).ids());
    }

    @Test
    void padsEveryTextWhereTheModelTakesOneLength() {
        VocabularyTokenizer tokenizer = VocabularyTokenizer.words(Texts.fineFoods());
        TextCard card = new TextCard(TextCard.inputs(List.of("words")), TextCard.special(tokenizer), 128, true);
        Map<String, Tensor> tensors = card.tensors(card.encode(tokenizer, List.of("bad ".repeat(200), "bad")));
        assertThat(tensors).containsOnlyKeys("words");
        long bad = Texts.fineFoods().id("bad");
        long[] ids = tensors.get("words").longs();
        assertThat(ids).hasSize(256);
        assertThat(ids[0]).isEqualTo(bad);
        assertThat(ids[127]).isEqualTo(bad);
        assertThat(ids[128]).isEqualTo(bad);
        assertThat(ids[129]).isZero();
        assertThat(ids[255]).isZero();
    }

    @Test
    void knowsTheSpecialWordsOfAPlainVocabulary() {
        Map<SpecialToken, Long> special = TextCard.special(VocabularyTokenizer.words(Texts.fineFoods()));
        assertThat(special).containsExactlyInAnyOrderEntriesOf(Map.of(SpecialToken.PAD, 0L, SpecialToken.UNKNOWN, 1L));
    }

    @Test
    void looksUpWordsAsTheyWereTrained() {
        Vocabulary words = Texts.fineFoods();
        Encoding encoding = VocabularyTokenizer.words(words).encode("The TEA isn't zzyzx, is it?!", 128);
        assertThat(encoding.ids().longs())
                .containsExactly(
                        words.id("the"),
                        words.id("tea"),
                        words.id("isn't"),
                        1,
                        words.id("is"),
                        words.id("it"),
                        words.id("?"),
                        words.id("!"));
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> TextCard.inputs(List.of("pixel", "mask")))
                .hasMessageContaining("name it in the model's card");
        Map<TextInput, String> inputs = Map.of(TextInput.IDS, "ids");
        assertThatThrownBy(() -> new TextCard(inputs, Map.of(), 128, true)).hasMessageContaining("needs a pad id");
        assertThatThrownBy(() -> Vocabulary.of(List.of("a"))).hasMessageContaining("<unk>");
        Encoding row = Texts.byteLevel().encode("abc", 10);
        assertThatThrownBy(() -> row.padded(2, 0)).hasMessageContaining("maximum length of 2");
    }
}
