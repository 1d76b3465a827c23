package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFileTest {
    private static final int MOST = 3;

    @Test
    void everyLineOfATextIsATextWithoutTheMarkOfItsEncoding() {
        assertThat(read("a.TXT", "\ufeff Good. \r\n\n\t\nBad \"case\".").lines())
                .extracting(line -> line.get("text").textValue())
                .containsExactly("Good.", "Bad \"case\".");
    }

    @Test
    void everyLineOfObjectsHasFieldsOfItsOwn() {
        TextFile file = read("a.jsonl", "\"Good.\"\n{\"text\": [\"x\"], \"target\": 1}\n");
        assertThat(file.lines().get(0)).containsOnlyKeys("text");
        assertThat(file.lines().get(1)).containsOnlyKeys("text", "target");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\": | line 1 is no JSON",
                "3 | line 1 is neither a string nor an object",
                "{\"texts\": \"a\"} | line 1 is neither",
                "'  ' | no line with a text"
            })
    void aLineThatMakesNoSenseIsNamed(String content, String told) {
        assertThatThrownBy(() -> read("a.jsonl", content))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(told);
    }

    @Test
    void tooManyLinesAreRefused() {
        assertThat(read("a.txt", "1\n2\n3\n").lines()).hasSize(3);
        assertThatThrownBy(() -> read("a.txt", "1\n2\n3\n4\n")).hasMessageContaining("more than 3 lines");
    }

    private static TextFile read(String name, String content) {
        return TextFile.read(name, content.getBytes(StandardCharsets.UTF_8), MOST, new ObjectMapper());
    }
}
